// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DurationsTest {

  @Test
  void isExactForShortOnes() {
    var durations = new Durations();
    for (int n = 1; n <= 1000; n++) {
      durations.add(n);
    }

    assertThat(durations.percentile(0.5)).isEqualTo(500);
    assertThat(durations.percentile(0.99)).isEqualTo(990);
    assertThat(durations.percentile(1)).isEqualTo(1000);
  }

  @Test
  void isRightToAThousandthForAny() {
    for (long duration = 1; duration < 1L << 47; duration = duration * 21 / 13 + 1) {
      var durations = new Durations();
      durations.add(duration);

      assertThat((double) durations.percentile(0.5))
          .isCloseTo(duration, within(duration / 1000.0 + 0.5));
    }
  }

  @Test
  void takesAnythingAndHasNoPercentileOfNothing() {
    var durations = new Durations();
    assertThat(durations.percentile(0.5)).isZero();
    durations.add(-5);
    durations.add(Long.MAX_VALUE);

    assertThat(durations.percentile(0.5)).isZero();
    assertThat(durations.total()).isEqualTo(2);
  }
}
