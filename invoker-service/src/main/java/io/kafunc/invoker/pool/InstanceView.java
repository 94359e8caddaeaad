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
    double coldStartMs) {}
