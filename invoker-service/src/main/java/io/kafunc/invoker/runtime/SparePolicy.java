// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

/**
 * How many spare processes are kept. A function of values; time is passed in.
 *
 * @param perRuntime kept of a runtime in use
 * @param most kept while many are taken
 * @param forgetAfterSeconds without a taker a runtime is not in use
 */
record SparePolicy(int perRuntime, int most, double forgetAfterSeconds) {

  /** Demand halves in about this time, so that a burst is prepared for while it may go on. */
  private static final double MEMORY_SECONDS = 10;

  static SparePolicy of(SpareSettings settings) {
    return new SparePolicy(
        settings.perRuntime(), settings.most(), settings.forgetAfter().toMillis() / 1000.0);
  }

  /** Of sandboxes without a process of any runtime; always the same number. */
  static SparePolicy sandboxes(int count, SpareSettings settings) {
    return new SparePolicy(count, count, settings.forgetAfter().toMillis() / 1000.0);
  }

  boolean none() {
    return perRuntime <= 0;
  }

  /**
   * How one kind of process was asked for.
   *
   * @param takes how many were taken lately, older ones counting for less
   * @param seconds when that was reckoned
   */
  record Demand(double takes, double seconds) {

    static final Demand NEVER = new Demand(0, Double.NEGATIVE_INFINITY);

    Demand taken(double now) {
      return new Demand(at(now) + 1, now);
    }

    private double at(double now) {
      return takes == 0 ? 0 : takes * Math.exp((seconds - now) / MEMORY_SECONDS);
    }
  }

  int target(Demand demand, double now) {
    if (none() || now - demand.seconds() > forgetAfterSeconds) {
      return 0;
    }
    int wanted = (int) Math.ceil(demand.at(now) - 0.5);
    return Math.clamp(wanted, perRuntime, Math.max(perRuntime, most));
  }
}
