// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleSupplier;

/** Two things measured turn by turn, so that what else the machine does meets both alike. */
final class SideBySide {

  /**
   * Medians of the rounds.
   *
   * @param ratio the median of each round's ratio, not the ratio of the medians
   */
  record Medians(double ours, double theirs, double ratio, double least, double most) {}

  private SideBySide() {}

  static Medians of(int rounds, DoubleSupplier ours, DoubleSupplier theirs) {
    List<Double> our = new ArrayList<>();
    List<Double> their = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      their.add(theirs.getAsDouble());
      our.add(ours.getAsDouble());
      ratios.add(our.getLast() / their.getLast());
    }
    ratios.sort(null);
    return new Medians(
        median(our), median(their), median(ratios), ratios.getFirst(), ratios.getLast());
  }

  static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  /** One line of a result: the figure, its ratio with its spread, what it is made of, the bar. */
  static void print(String figure, Medians medians, String unit, String bar) {
    System.out.printf(
        Locale.ROOT,
        "%-58s %6.2f (%.2f to %.2f)  %,.0f and %,.0f %s  bar %s%n",
        figure,
        medians.ratio,
        medians.least,
        medians.most,
        medians.ours,
        medians.theirs,
        unit,
        bar);
  }
}
