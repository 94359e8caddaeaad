// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

import io.kafunc.invoker.pool.FairShare.Claim;
import io.kafunc.invoker.pool.PoolPolicy.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Finds who is to have a place on demand that comes free while the account has no other (F-49).
 * Costs nothing while no other function's calls wait. Guarded by the pool's lock.
 */
final class PlaceSharing {

  /** So many of the neediest are asked whether they could use a place at all. */
  private static final int ASKED = 8;

  private final Pools pools;
  private final Surroundings surroundings;
  private final LongSupplier nanos;

  PlaceSharing(Pools pools, Surroundings surroundings, LongSupplier nanos) {
    this.pools = pools;
    this.surroundings = surroundings;
    this.nanos = nanos;
  }

  /**
   * The function that is to have the place of a member whose call has ended; empty when it stays
   * where it is.
   */
  Optional<FunctionPool> insteadOf(FunctionPool pool, Member member) {
    boolean othersWait = pools.waiting() > pool.waiting();
    if (!othersWait || !member.isOnDemand() || pool.onDemandReleased() > 0) {
      return Optional.empty();
    }
    if (surroundings.room() > 0) {
      return Optional.empty();
    }
    pool.lastPlace = nanos.getAsLong();
    var holder =
        pool.waiting() > 0
            ? Optional.of(claim(pool, pool.onDemand() - 1))
            : Optional.<Claim<FunctionPool>>empty();
    return next(holder, others(pool));
  }

  /** The function that is to have a place that nobody holds, where there is one. */
  Optional<FunctionPool> neediest() {
    return pools.waiting() > 0 && surroundings.room() > 0
        ? next(Optional.empty(), others(null))
        : Optional.empty();
  }

  private Optional<FunctionPool> next(
      Optional<Claim<FunctionPool>> holder, List<Claim<FunctionPool>> others) {
    for (int asked = 0; asked < ASKED; asked++) {
      var next = FairShare.next(holder, others);
      if (next.isEmpty() || couldUseAPlace(next.get().who())) {
        return next.map(Claim::who);
      }
      others.remove(next.get());
    }
    return Optional.empty();
  }

  private List<Claim<FunctionPool>> others(FunctionPool pool) {
    var claims = new ArrayList<Claim<FunctionPool>>();
    for (var other : pools.live()) {
      if (other != pool && other.waiting() > 0) {
        claims.add(claim(other, other.onDemand()));
      }
    }
    return claims;
  }

  private Claim<FunctionPool> claim(FunctionPool pool, int held) {
    return new Claim<>(pool, held, Math.max(pool.lastPlace, pool.head().orElseThrow().since));
  }

  private boolean couldUseAPlace(FunctionPool pool) {
    var head = pool.head().orElseThrow();
    var limits = surroundings.withOneMore(pool, head.spec);
    return PoolPolicy.decide(pool.view(), head.demand(nanos.getAsLong()), limits)
        instanceof Decision.Start;
  }
}
