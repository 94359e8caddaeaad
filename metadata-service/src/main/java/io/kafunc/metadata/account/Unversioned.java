// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.account;

import io.kafunc.schemas.metadata.AsyncInvokeConfig;

/**
 * What belongs to a function but to no version of it, and ends with it: its triggers (F-25), and by
 * qualifier its configurations of provisioned instances and of asynchronous calls.
 */
public record Unversioned(
    Tree<String, TriggerState> triggers,
    Tree<String, ProvisionState> provisions,
    Tree<String, AsyncInvokeConfig> asyncConfigs) {

  static final Unversioned NOTHING = new Unversioned(Tree.empty(), Tree.empty(), Tree.empty());

  Unversioned withTriggers(Tree<String, TriggerState> other) {
    return new Unversioned(other, provisions, asyncConfigs);
  }

  Unversioned withProvisions(Tree<String, ProvisionState> other) {
    return new Unversioned(triggers, other, asyncConfigs);
  }

  Unversioned withAsyncConfigs(Tree<String, AsyncInvokeConfig> other) {
    return new Unversioned(triggers, provisions, other);
  }

  /** Without what was configured for an alias or a version that has ended. */
  Unversioned without(String qualifier) {
    return new Unversioned(
        triggers, provisions.without(qualifier), asyncConfigs.without(qualifier));
  }

  boolean names(String qualifier) {
    return provisions.has(qualifier) || asyncConfigs.has(qualifier);
  }
}
