// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

/** One instance as operators see it. */
public record InstanceView(
    String instanceId,
    String functionId,
    String qualifier,
    String versionId,
    int running,
    double coldStartMs) {

  static InstanceView of(PoolKey key, Member member) {
    return new InstanceView(
        member.instance.id(),
        key.functionId(),
        key.qualifier(),
        key.versionId(),
        member.running,
        member.instance.coldStartMs());
  }
}
