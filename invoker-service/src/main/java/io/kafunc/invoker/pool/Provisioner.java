// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

import io.kafunc.httpapi.RequestIds;
import io.kafunc.invoker.catalog.CatalogTail;
import io.kafunc.invoker.catalog.FunctionCatalog;
import io.kafunc.invoker.catalog.FunctionSpec;
import io.kafunc.invoker.catalog.Provision;
import io.micronaut.context.annotation.Context;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has as many instances kept ready as configurations ask for at the time, in the one invoker that
 * runs calls: the others only forward. Whoever takes over comes to the same, from the catalog, the
 * clock and the calls it runs. Looks five times a second, so that a change, a death or the end of a
 * pause is met without a word from anybody. On a thread of its own: to find out when a schedule
 * ticks can take longer than an event loop may be kept.
 */
@Context
final class Provisioner {

  private static final Logger log = LoggerFactory.getLogger(Provisioner.class);
  private static final long PERIOD_MS = 200;

  private final FunctionCatalog catalog;
  private final InstancePool pool;
  private final RunsCalls runsCalls;
  private final RequestIds ids;
  private final EffectiveTargets targets;
  private final ScheduledExecutorService looking =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("provisioner").daemon().factory());
  private volatile boolean caughtUp;

  Provisioner(
      FunctionCatalog catalog,
      CatalogTail tail,
      InstancePool pool,
      RunsCalls runsCalls,
      RequestIds ids,
      Clock clock) {
    this.catalog = catalog;
    this.pool = pool;
    this.runsCalls = runsCalls;
    this.ids = ids;
    this.targets = new EffectiveTargets(clock);
    tail.caughtUp().thenRun(() -> caughtUp = true);
    looking.scheduleWithFixedDelay(this::look, 0, PERIOD_MS, TimeUnit.MILLISECONDS);
  }

  /** Every configuration as it stands. */
  List<Provision> provisions() {
    return catalog.provisions();
  }

  /** How many instances a configuration asks for now. */
  int target(Provision provision) {
    return targets.of(provision);
  }

  private void look() {
    try {
      if (caughtUp) {
        var provisions = runsCalls.here() ? catalog.provisions() : List.<Provision>of();
        targets.look(provisions, pool::counts);
        pool.provide(wanted(provisions, targets::of), ids::next);
      }
    } catch (RuntimeException e) {
      log.error("provisioned instances could not be looked after", e);
    }
  }

  /** A split alias has both versions warm, in proportion to their calls. */
  static Map<FunctionSpec, Ready> wanted(
      List<Provision> provisions, ToIntFunction<Provision> target) {
    var wanted = new HashMap<FunctionSpec, Ready>();
    for (var provision : provisions) {
      var shares = provision.shares();
      var parts =
          ProvisionPolicy.split(
              target.applyAsInt(provision), shares.stream().map(Provision.Share::part).toList());
      for (int i = 0; i < shares.size(); i++) {
        wanted.put(
            shares.get(i).spec(), new Ready(parts.get(i), provision.config().alwaysAllocateCPU()));
      }
    }
    return wanted;
  }

  @PreDestroy
  void close() {
    looking.shutdown();
  }
}
