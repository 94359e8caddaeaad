// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

import io.kafunc.invoker.catalog.FunctionSpec;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * What one pool's growth meets: the account's limit (F-49), its function's rule (F-50), and who
 * could make room. Reads under the pool's lock, changes nothing.
 */
final class Surroundings {

  /** An instance that could go, and where it is. */
  record Candidate(FunctionPool pool, Member member) {}

  private static final double IDLE_ENOUGH = 0.1;

  private final Collection<FunctionPool> pools;
  private final InstanceRules rules;
  private final Host host;
  private final PoolSettings settings;
  private final int parallelStarts;

  Surroundings(
      Collection<FunctionPool> pools, InstanceRules rules, Host host, PoolSettings settings) {
    this.pools = pools;
    this.rules = rules;
    this.host = host;
    this.settings = settings;
    this.parallelStarts =
        settings.parallelStarts() > 0
            ? settings.parallelStarts()
            : Math.max(2, Runtime.getRuntime().availableProcessors());
  }

  PoolPolicy.Limits limits(FunctionPool pool, FunctionSpec spec) {
    int others = 0;
    int othersIdle = 0;
    int siblings = 0;
    int siblingsIdle = 0;
    for (var other : pools) {
      if (other != pool) {
        boolean sibling = other.key.sameRule(pool.key);
        others += other.onDemand();
        othersIdle += other.evictable();
        siblings += sibling ? other.onDemand() : 0;
        siblingsIdle += sibling ? other.evictable() : 0;
      }
    }
    var rule = rules.onDemandLimit(spec);
    int account = settings.accountLimit() - others;
    int function = rule.isPresent() ? rule.getAsInt() - siblings : Integer.MAX_VALUE / 2;
    int onDemand = Math.min(account + othersIdle, function + siblingsIdle);
    int provisioned = pool.provisioned() + pool.provisioning.starting;
    return new PoolPolicy.Limits(
        Math.max(0, onDemand - pool.onDemandReleased()) + provisioned,
        Math.min(account, function) - pool.onDemand(),
        parallelStarts + pool.provisioning.starting,
        memoryLeft(spec),
        cpuLeft());
  }

  /** How many more instances on demand the account may have. */
  int room() {
    return settings.accountLimit() - pools.stream().mapToInt(FunctionPool::onDemand).sum();
  }

  /** The limits of a pool if a place came free for it; its function's rule holds all the same. */
  PoolPolicy.Limits withOneMore(FunctionPool pool, FunctionSpec spec) {
    int siblings =
        pools.stream()
            .filter(other -> other.key.sameRule(pool.key))
            .mapToInt(FunctionPool::onDemand)
            .sum();
    int more = rules.onDemandLimit(spec).orElse(Integer.MAX_VALUE) > siblings ? 1 : 0;
    var limits = limits(pool, spec);
    return new PoolPolicy.Limits(
        pool.view().instances() + pool.view().starting() + more,
        more,
        limits.parallelStarts(),
        limits.memoryLeft(),
        limits.cpuLeft());
  }

  /** Whether the host has memory for another instance. */
  boolean memoryLeft(FunctionSpec spec) {
    long needed = (long) settings.memoryReserve() + spec.function().memorySize();
    return host.availableMemoryMB() > needed;
  }

  /** Whether the host has a processor to spare. */
  boolean cpuLeft() {
    return host.idleCpu() > IDLE_ENOUGH;
  }

  /** How many on-demand instances under the pool's qualifier are too many (F-50). */
  int aboveTheRule(FunctionPool pool) {
    var rule = rules.onDemandLimit(pool.function);
    int used =
        pools.stream()
            .filter(other -> other.key.sameRule(pool.key))
            .mapToInt(other -> other.onDemand() - other.onDemandReleased())
            .sum();
    return rule.isPresent() ? Math.max(0, used - rule.getAsInt()) : 0;
  }

  /** The longest idle instance of those that count against the limit in the way. */
  Optional<Candidate> evictable(FunctionPool pool, FunctionSpec spec) {
    boolean siblingsOnly = siblingsFillTheRule(pool, spec);
    return pools.stream()
        .filter(other -> other != pool && other.evictable() > 0)
        .filter(other -> !siblingsOnly || other.key.sameRule(pool.key))
        .flatMap(other -> other.members().stream().map(member -> new Candidate(other, member)))
        .filter(candidate -> candidate.member().idle() && candidate.member().isOnDemand())
        .min(Comparator.comparingLong(candidate -> candidate.member().idleSince));
  }

  private boolean siblingsFillTheRule(FunctionPool pool, FunctionSpec spec) {
    var rule = rules.onDemandLimit(spec);
    int used =
        pools.stream()
            .filter(other -> other.key.sameRule(pool.key))
            .mapToInt(FunctionPool::onDemand)
            .sum();
    return rule.isPresent() && used >= rule.getAsInt();
  }
}
