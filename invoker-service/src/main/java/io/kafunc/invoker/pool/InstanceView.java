// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

import io.kafunc.invoker.catalog.FunctionSpec;

/** One instance as operators see it. */
public record InstanceView(
    String instanceId,
    String accountId,
    String serviceName,
    String functionName,
    String qualifier,
    String versionId,
    boolean provisioned,
    int running,
    double coldStartMs) {

  /** Whether it runs that function under that qualifier, whatever version. */
  public boolean isOf(FunctionSpec function) {
    return accountId.equals(function.accountId())
        && serviceName.equals(function.serviceName())
        && functionName.equals(function.functionName())
        && qualifier.equals(function.qualifier());
  }

  static InstanceView of(FunctionPool pool, Member member) {
    return new InstanceView(
        member.instance.id(),
        pool.function.accountId(),
        pool.function.serviceName(),
        pool.function.functionName(),
        pool.key.qualifier(),
        pool.key.versionId(),
        member.provisioned,
        member.running,
        member.instance.coldStartMs());
  }
}
