// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

import java.util.List;
import java.util.function.BiConsumer;

/**
 * What becomes of instances without calls: each is frozen soon after its last one, and ended when
 * it has been kept long enough. Guarded by the lock of {@link InstancePool}.
 */
final class IdleInstances {

  private static final long SHORTEST_PERIOD_MS = 50;
  private static final long LONGEST_PERIOD_MS = 10_000;

  private final Pools pools;
  private final double endAfterMs;
  private final double freezeAfterMs;
  private final BiConsumer<FunctionPool, Member> freezer;

  /**
   * @param freezer freezes an instance, without the lock
   */
  IdleInstances(Pools pools, PoolSettings settings, BiConsumer<FunctionPool, Member> freezer) {
    this.pools = pools;
    this.endAfterMs = settings.idleTimeout().toMillis();
    this.freezeAfterMs =
        settings.freezeAfter().isZero()
            ? Double.POSITIVE_INFINITY
            : settings.freezeAfter().toMillis();
    this.freezer = freezer;
  }

  /** How often to look, so that nobody waits for much longer than he should. */
  long periodMs() {
    double period = Math.min(endAfterMs / 10, freezeAfterMs / 2);
    return Math.clamp((long) period, SHORTEST_PERIOD_MS, LONGEST_PERIOD_MS);
  }

  void look(long now, Effects effects) {
    for (var pool : pools.all()) {
      for (var member : List.copyOf(pool.members())) {
        if (member.idle()) {
          look(pool, member, (now - member.idleSince) / 1e6, effects);
        }
      }
    }
  }

  private void look(FunctionPool pool, Member member, double idleMs, Effects effects) {
    if (member.isOnDemand() && PoolPolicy.expired(idleMs, endAfterMs)) {
      pools.remove(pool, member, effects);
    } else if (PoolPolicy.expired(idleMs, freezeAfterMs) && pool.mayRest(member)) {
      pool.toRest(member);
      effects.add(() -> freezer.accept(pool, member));
    }
  }
}
