// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

import io.kafunc.invoker.catalog.QualifiedFunction;

/**
 * The instances of one function under one qualifier and version.
 *
 * @param onDemand ready on-demand instances; {@code provisioned} ones that take calls
 * @param wanted how many provisioned ones there are to be
 * @param starting of both kinds
 * @param busy instances that have calls, {@code idle} ones that have none
 * @param frozen idle ones without processor time
 * @param running calls in them
 * @param concurrency how many calls one of them takes
 * @param waiting calls that wait for one
 * @param error why there are fewer provisioned ones than wanted; empty where nothing is wrong
 */
public record PoolCounts(
    String accountId,
    String serviceName,
    String functionName,
    String qualifier,
    String versionId,
    int onDemand,
    int provisioned,
    int wanted,
    int starting,
    int busy,
    int idle,
    int frozen,
    int running,
    int concurrency,
    int waiting,
    String error) {

  static PoolCounts of(FunctionPool pool) {
    int busy = (int) pool.members().stream().filter(member -> !member.idle()).count();
    var view = pool.view();
    return new PoolCounts(
        pool.function.accountId(),
        pool.function.serviceName(),
        pool.function.functionName(),
        pool.key.qualifier(),
        pool.key.versionId(),
        (int) pool.members().stream().filter(Member::isOnDemand).count(),
        pool.provisioned(),
        pool.provisioning.wanted,
        view.starting(),
        busy,
        pool.members().size() - busy,
        (int) pool.members().stream().filter(member -> member.frozen).count(),
        pool.running(),
        view.concurrency(),
        view.waiting(),
        pool.provisioning.error());
  }

  QualifiedFunction function() {
    return new QualifiedFunction(accountId, serviceName, qualifier, functionName);
  }

  /** How many instances their calls would fill. */
  double occupied() {
    return (double) running / concurrency;
  }

  int instances() {
    return busy + idle;
  }

  /** Of two configurations of one version, an old one that ends and a new one. */
  PoolCounts and(PoolCounts other) {
    return new PoolCounts(
        accountId,
        serviceName,
        functionName,
        qualifier,
        versionId,
        onDemand + other.onDemand,
        provisioned + other.provisioned,
        wanted + other.wanted,
        starting + other.starting,
        busy + other.busy,
        idle + other.idle,
        frozen + other.frozen,
        running + other.running,
        concurrency,
        waiting + other.waiting,
        error.isEmpty() ? other.error : error);
  }
}
