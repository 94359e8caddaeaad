// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

/** One instance as operators see it. */
public record InstanceView(
    String instanceId,
    String accountId,
    String serviceName,
    String functionName,
    String qualifier,
    String versionId,
    int running,
    double coldStartMs) {

  static InstanceView of(FunctionPool pool, Member member) {
    return new InstanceView(
        member.instance.id(),
        pool.function.accountId(),
        pool.function.serviceName(),
        pool.function.functionName(),
        pool.key.qualifier(),
        pool.key.versionId(),
        member.running,
        member.instance.coldStartMs());
  }
}
