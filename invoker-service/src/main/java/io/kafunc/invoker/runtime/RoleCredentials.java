// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

import io.kafunc.invoker.catalog.FunctionSpec;

/** Gives a function the temporary credentials of its service's role (F-29). Must not block. */
@FunctionalInterface
public interface RoleCredentials {

  Credentials of(FunctionSpec spec);
}
