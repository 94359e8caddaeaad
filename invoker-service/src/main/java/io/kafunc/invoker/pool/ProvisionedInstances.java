// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

import io.kafunc.invoker.pool.ProvisionPolicy.Step;
import io.kafunc.invoker.runtime.StartResult;
import java.time.Duration;
import java.util.Comparator;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings provisioned instances to the number that is wanted, a bounded number of starts at a time
 * over all functions. Guarded by the pool's lock.
 */
final class ProvisionedInstances {

  private static final Logger log = LoggerFactory.getLogger(ProvisionedInstances.class);

  /** What dies younger than that would only die again: the next start waits. */
  private static final long YOUNG = Duration.ofSeconds(10).toNanos();

  private final Surroundings surroundings;
  private final LongSupplier nanos;
  private final BiConsumer<FunctionPool, Effects> starter;
  private final Release releaser;
  private final int parallelStarts;
  private int starting;

  /** Lets a member take no call any more. */
  @FunctionalInterface
  interface Release {
    void release(FunctionPool pool, Member member, Effects effects);
  }

  ProvisionedInstances(
      Surroundings surroundings,
      PoolSettings settings,
      LongSupplier nanos,
      BiConsumer<FunctionPool, Effects> starter,
      Release releaser) {
    this.surroundings = surroundings;
    this.nanos = nanos;
    this.starter = starter;
    this.releaser = releaser;
    this.parallelStarts =
        settings.provisionedStarts() > 0
            ? settings.provisionedStarts()
            : Math.max(2, Runtime.getRuntime().availableProcessors());
  }

  /** Does what is to be done now. */
  void reconcile(FunctionPool pool, Effects effects) {
    while (true) {
      switch (next(pool)) {
        case PROMOTE -> promote(pool);
        case START -> {
          starting++;
          pool.provisioning.starting++;
          starter.accept(pool, effects);
        }
        case RELEASE -> releaseOne(pool, effects);
        case REST -> {
          pool.wakeWhatStaysAwake(effects);
          return;
        }
      }
    }
  }

  private Step next(FunctionPool pool) {
    var provisioning = pool.provisioning;
    int present = pool.provisioned();
    return ProvisionPolicy.next(
        provisioning.wanted,
        present,
        provisioning.starting,
        (int) promotable(pool).count(),
        present + provisioning.starting < provisioning.wanted && mayStart(pool));
  }

  private boolean mayStart(FunctionPool pool) {
    if (starting >= parallelStarts || !pool.provisioning.mayStart(nanos.getAsLong())) {
      return false;
    }
    boolean memoryLeft = surroundings.memoryLeft(pool.function);
    if (!memoryLeft) {
      pool.provisioning.hindered("the host has no memory left for another instance");
    }
    return memoryLeft;
  }

  /** The busiest: it is the warmest, and its calls need no place on demand then. */
  private static void promote(FunctionPool pool) {
    promotable(pool)
        .max(Comparator.comparingInt(member -> member.running))
        .ifPresent(
            member -> {
              member.provisioned = true;
              member.coldStartPaid = true;
            });
  }

  private static Stream<Member> promotable(FunctionPool pool) {
    return pool.members().stream()
        .filter(member -> member.isOnDemand() && !member.released && !member.goingToRest)
        .filter(member -> member.instance.usable());
  }

  private void releaseOne(FunctionPool pool, Effects effects) {
    pool.members().stream()
        .filter(member -> member.provisioned && !member.released)
        .min(Comparator.comparingInt(member -> member.running))
        .ifPresent(member -> releaser.release(pool, member, effects));
  }

  /** A start of ours ended; the instance itself joins the pool elsewhere. */
  void started(FunctionPool pool, StartResult result) {
    starting--;
    pool.provisioning.starting--;
    switch (result) {
      case StartResult.Started _ -> pool.provisioning.succeeded();
      case StartResult.InitFailed _ -> failed(pool, "the function could not be initialized");
      case StartResult.NotRunnable(String reason) -> failed(pool, reason);
      case StartResult.StartFailed(String reason) -> failed(pool, reason);
    }
  }

  /** An instance ended by itself. */
  void lost(FunctionPool pool, Member member) {
    if (member.provisioned && nanos.getAsLong() - member.joined < YOUNG) {
      failed(pool, "instances end by themselves soon after they were started");
    }
  }

  private void failed(FunctionPool pool, String reason) {
    pool.provisioning.failed(reason, nanos.getAsLong());
    log.warn(
        "provisioned instance failed service={} function={} qualifier={} reason={}",
        pool.function.serviceName(),
        pool.function.functionName(),
        pool.function.qualifier(),
        reason);
  }
}
