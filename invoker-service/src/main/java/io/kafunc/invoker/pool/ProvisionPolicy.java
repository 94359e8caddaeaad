// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** How provisioned instances come to be as many as wanted (F-40, F-41). Pure. */
final class ProvisionPolicy {

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final int MOST_DOUBLINGS = 5;

  /** The next thing to do. */
  enum Step {
    /** Makes a provisioned instance of one that runs on demand: it is ready at once. */
    PROMOTE,
    START,
    /** No new call goes to one of them, which ends after those it has. */
    RELEASE,
    REST
  }

  /**
   * @param present ready and not released
   * @param onDemand instances that could be promoted
   * @param mayStart whether another start is possible now
   */
  static Step next(int wanted, int present, int starting, int onDemand, boolean mayStart) {
    if (present > wanted) {
      return Step.RELEASE;
    }
    if (present + starting >= wanted) {
      return Step.REST;
    }
    if (onDemand > 0) {
      return Step.PROMOTE;
    }
    return mayStart ? Step.START : Step.REST;
  }

  /** How long after the n-th failure in a row the next start begins. */
  static long pauseNanos(int failures) {
    return FIRST_PAUSE.toNanos() << Math.min(failures - 1, MOST_DOUBLINGS);
  }

  /**
   * A target in proportion to shares: whole parts first, then one each where most is missing; of
   * equals the earlier. A version that gets calls gets one instance at least while there are
   * enough.
   */
  static List<Integer> split(int target, List<Double> shares) {
    if (shares.isEmpty()) {
      return List.of();
    }
    double sum = shares.stream().mapToDouble(Double::doubleValue).sum();
    var parts = new ArrayList<Integer>();
    for (double share : shares) {
      int whole = sum > 0 ? (int) (target * share / sum) : 0;
      parts.add(share > 0 && whole == 0 && shares.size() <= target ? 1 : whole);
    }
    int left = target - parts.stream().mapToInt(Integer::intValue).sum();
    for (; left > 0; left--) {
      add(parts, most(parts, target, shares, sum), 1);
    }
    for (; left < 0; left++) {
      add(parts, largest(parts), -1);
    }
    return parts;
  }

  private static int most(List<Integer> parts, int target, List<Double> shares, double sum) {
    return best(
        parts.size(),
        Comparator.comparingDouble(
            i -> sum > 0 ? target * shares.get(i) / sum - parts.get(i) : -parts.get(i)));
  }

  private static int largest(List<Integer> parts) {
    return best(parts.size(), Comparator.comparingInt(parts::get));
  }

  private static int best(int size, Comparator<Integer> order) {
    int best = 0;
    for (int i = 1; i < size; i++) {
      best = order.compare(i, best) > 0 ? i : best;
    }
    return best;
  }

  private static void add(List<Integer> parts, int index, int more) {
    parts.set(index, parts.get(index) + more);
  }

  private ProvisionPolicy() {}
}
