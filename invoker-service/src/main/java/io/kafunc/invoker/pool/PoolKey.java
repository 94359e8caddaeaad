// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

import io.kafunc.invoker.catalog.FunctionSpec;

/**
 * Calls with an equal key may share an instance: one function under one qualifier, resolved to one
 * version, in one configuration. The qualifier is in the process's environment, so two aliases
 * never share one.
 */
record PoolKey(String functionId, String qualifier, String versionId, long revision) {

  static PoolKey of(FunctionSpec spec) {
    return new PoolKey(spec.functionId(), spec.qualifier(), spec.versionId(), spec.revision());
  }

  /** Whether limits on on-demand instances count both: all versions of one qualifier (F-50). */
  boolean sameRule(PoolKey other) {
    return functionId.equals(other.functionId) && qualifier.equals(other.qualifier);
  }

  /** Whether this is a later configuration of the same thing. */
  boolean supersedes(PoolKey other) {
    return sameRule(other) && versionId.equals(other.versionId) && revision > other.revision;
  }
}
