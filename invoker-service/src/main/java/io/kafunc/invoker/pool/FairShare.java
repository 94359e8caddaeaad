// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Who gets a place that comes free when the account's limit leaves no other (F-49): whoever holds
 * least, so that all come to hold as much as each other or as they can use; of those who hold
 * nothing, whoever has gone without for longest, so that they take turns call by call. Pure.
 */
final class FairShare {

  /**
   * Somebody with calls that wait.
   *
   * @param held places, the one in question not counted
   * @param since when it last got a place, or began to wait after that
   */
  record Claim<W>(W who, int held, long since) {}

  private FairShare() {}

  /**
   * @param holder who has the place; empty when no call of it waits
   * @return who is to have it instead; empty when it stays where it is
   */
  static <W> Optional<Claim<W>> next(Optional<Claim<W>> holder, List<Claim<W>> others) {
    return others.stream()
        .min(Comparator.<Claim<W>>comparingInt(Claim::held).thenComparingLong(Claim::since))
        .filter(best -> holder.map(has -> isNearer(best, has)).orElse(true));
  }

  /** Equals who hold something each keep what they have: a move costs a cold start. */
  private static <W> boolean isNearer(Claim<W> best, Claim<W> holder) {
    return best.held() < holder.held()
        || best.held() == 0 && holder.held() == 0 && best.since() < holder.since();
  }
}
