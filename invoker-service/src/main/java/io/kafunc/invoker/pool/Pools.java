// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

import io.kafunc.invoker.catalog.FunctionSpec;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All pools, and how instances leave them. Guarded by the lock of {@link InstancePool}. */
final class Pools {

  private static final Logger log = LoggerFactory.getLogger(Pools.class);

  private final Map<PoolKey, FunctionPool> pools = new HashMap<>();
  private final WaitingCalls waiting = new WaitingCalls();
  private final Set<Member> leaving = new HashSet<>();
  private final Consumer<Member> stopper;
  private volatile CompletableFuture<Void> drained;

  /**
   * @param stopper ends an instance that has left its pool, without the lock, and then tells {@link
   *     #stopped}
   */
  Pools(Consumer<Member> stopper) {
    this.stopper = stopper;
  }

  /** The one for this version and configuration; what served an older one goes when it idles. */
  FunctionPool of(FunctionSpec spec, Effects effects) {
    var key = PoolKey.of(spec);
    var known = pools.get(key);
    if (known != null) {
      return known;
    }
    var created = new FunctionPool(key, spec, waiting);
    for (var older : all()) {
      if (key.supersedes(older.key)) {
        older.superseded = true;
        older.provisioning.wanted = 0;
        stopIdle(older, effects);
      }
    }
    pools.put(key, created);
    return created;
  }

  /** How many provisioned instances there are to be; of those not named, none. */
  void want(Map<FunctionSpec, Ready> wanted, Effects effects) {
    pools.values().forEach(pool -> pool.provisioning.want(Ready.NONE));
    wanted.forEach((spec, ready) -> of(spec, effects).provisioning.want(ready));
  }

  /** Calls that wait in all of them. */
  int waiting() {
    return waiting.count;
  }

  /** A copy: instances and pools may go meanwhile. */
  List<FunctionPool> all() {
    return List.copyOf(pools.values());
  }

  /** What is there at any time. */
  Collection<FunctionPool> live() {
    return pools.values();
  }

  /** Those that still run, if only their last hook. */
  Stream<Member> alive() {
    return Stream.concat(
        pools.values().stream().flatMap(pool -> pool.members().stream()), leaving.stream());
  }

  List<InstanceView> views() {
    return pools.values().stream()
        .flatMap(pool -> pool.members().stream().map(member -> InstanceView.of(pool, member)))
        .toList();
  }

  List<PoolCounts> counts() {
    return pools.values().stream().map(PoolCounts::of).toList();
  }

  void remove(FunctionPool pool, Member member, Effects effects) {
    if (member.removed) {
      return;
    }
    pool.remove(member);
    forget(pool);
    effects.add(() -> log.info("instance stopped instanceId={}", member.instance.id()));
    leaving.add(member);
    effects.add(() -> stopper.accept(member));
  }

  void stopped(Member member, Effects effects) {
    leaving.remove(member);
    completeWhenDrained(effects);
  }

  /** Lets it end after the calls it has. */
  void release(FunctionPool pool, Member member, Effects effects) {
    pool.release(member);
    if (member.idle()) {
      remove(pool, member, effects);
    }
  }

  /** Lets so many on-demand instances go; those without calls first, and at once. */
  void releaseOnDemand(FunctionPool pool, int count, Effects effects) {
    pool.members().stream()
        .filter(member -> member.isOnDemand() && !member.released)
        .sorted(Comparator.comparingInt(member -> member.running))
        .limit(count)
        .toList()
        .forEach(member -> release(pool, member, effects));
  }

  void forget(FunctionPool pool) {
    if (pool.isEmpty() && pool.running() == 0) {
      pools.remove(pool.key, pool);
    }
  }

  /** From now on instances only go. */
  void close(Effects effects) {
    drained = new CompletableFuture<>();
    for (var pool : all()) {
      pool.provisioning.wanted = 0;
      stopIdle(pool, effects);
    }
    completeWhenDrained(effects);
  }

  boolean closing() {
    return drained != null;
  }

  /**
   * Blocks until the last instance has gone, its last hook included, or for so long; without the
   * lock, after {@link #close}.
   */
  void awaitDrained(Duration patience) {
    drained.copy().completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS).join();
  }

  void completeWhenDrained(Effects effects) {
    if (drained != null
        && leaving.isEmpty()
        && pools.values().stream().allMatch(pool -> pool.size() == 0)) {
      effects.add(() -> drained.complete(null));
    }
  }

  private void stopIdle(FunctionPool pool, Effects effects) {
    List.copyOf(pool.members()).stream()
        .filter(Member::idle)
        .forEach(member -> remove(pool, member, effects));
  }
}
