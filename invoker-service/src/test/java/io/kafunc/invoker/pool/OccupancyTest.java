// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class OccupancyTest {

  private static final Offset<Double> EXACTLY = within(1e-6);

  private final Occupancy occupancy = new Occupancy();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void risesWithTheMeanOfTenSeconds() {
    passes(Duration.ofSeconds(5), 4);
    assertThat(occupancy.peak()).isEqualTo(2, EXACTLY);

    passes(Duration.ofSeconds(5), 4);
    assertThat(occupancy.peak()).isEqualTo(4, EXACTLY);

    passes(Duration.ofSeconds(30), 4);
    assertThat(occupancy.peak()).isEqualTo(4, EXACTLY);
  }

  @Test
  void fallsAMinuteLater() {
    passes(Duration.ofSeconds(10), 6);

    passes(Duration.ofSeconds(59), 0);
    assertThat(occupancy.peak()).isEqualTo(6, EXACTLY);

    passes(Duration.ofSeconds(12), 0);
    assertThat(occupancy.peak()).isEqualTo(0, EXACTLY);
  }

  @Test
  void aMomentOfManyCallsIsNotAMeanOfThem() {
    passes(Duration.ofSeconds(10), 1);
    passes(Duration.ofMillis(200), 50);
    passes(Duration.ofSeconds(1), 1);

    assertThat(occupancy.peak()).isLessThan(2.1);
  }

  /** The same from the definition, each value of the window summed anew. */
  @Test
  void agreesWithItsDefinitionWheneverItIsMeasured() {
    var random = new Random(7);
    var values = new TreeMap<Instant, Double>();
    var means = new TreeMap<Instant, Double>();
    for (int i = 0; i < 2_000; i++) {
      now = now.plusMillis(1 + random.nextInt(400));
      double value = random.nextInt(20) == 0 ? 100 * random.nextDouble() : random.nextInt(4);
      values.put(now, value);
      occupancy.measured(now, value);
      means.put(now, mean(values, now));
      double expected =
          means.tailMap(now.minus(Occupancy.KEPT_FOR)).values().stream().max(Double::compare).get();
      assertThat(occupancy.peak()).isEqualTo(expected, EXACTLY);
    }
  }

  private static double mean(TreeMap<Instant, Double> values, Instant now) {
    var from = now.minus(Occupancy.MEAN_OF);
    double area = 0;
    for (var each : values.entrySet()) {
      var next = values.higherKey(each.getKey());
      var end = next == null ? now : next;
      var begin = each.getKey().isBefore(from) ? from : each.getKey();
      area += end.isAfter(begin) ? each.getValue() * Duration.between(begin, end).toNanos() : 0;
    }
    return area / Occupancy.MEAN_OF.toNanos();
  }

  private void passes(Duration time, double occupied) {
    var end = now.plus(time);
    occupancy.measured(now, occupied);
    while (now.isBefore(end)) {
      now = now.plusMillis(100);
      occupancy.measured(now, occupied);
    }
  }
}
