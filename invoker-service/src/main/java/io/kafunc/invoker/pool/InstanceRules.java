// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

import io.kafunc.invoker.catalog.FunctionSpec;
import java.util.OptionalInt;

/** Limits set on one function under one qualifier (F-50). */
@FunctionalInterface
public interface InstanceRules {

  InstanceRules NONE = spec -> OptionalInt.empty();

  /** Most on-demand instances of all versions behind the spec's qualifier; empty without a rule. */
  OptionalInt onDemandLimit(FunctionSpec spec);
}
