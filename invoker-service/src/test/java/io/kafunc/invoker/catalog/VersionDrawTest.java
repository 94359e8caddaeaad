// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kafunc.schemas.metadata.AliasConfig;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VersionDrawTest {

  @Test
  void anAliasWithoutWeightsAlwaysSendsToItsVersion() {
    var alias = new AliasConfig(3, "", Map.of());

    assertThat(VersionDraw.of(alias, 0)).isEqualTo(new VersionDraw(3, false));
    assertThat(VersionDraw.of(alias, 0.999)).isEqualTo(new VersionDraw(3, false));
  }

  @Test
  void theWeightedVersionTakesExactlyItsShareOfTheChances() {
    var alias = new AliasConfig(1, "", Map.of("2", 0.3));

    assertThat(VersionDraw.of(alias, 0.0)).isEqualTo(new VersionDraw(2, true));
    assertThat(VersionDraw.of(alias, 0.2999)).isEqualTo(new VersionDraw(2, true));
    assertThat(VersionDraw.of(alias, 0.3)).isEqualTo(new VersionDraw(1, false));
  }

  @Test
  void anAliasThatWeighsItsOwnVersionNeverGoesDark() {
    var alias = new AliasConfig(1, "", Map.of("1", 1.0));

    assertThat(VersionDraw.of(alias, 0.5)).isEqualTo(new VersionDraw(1, false));
  }

  @Test
  void weightsOfZeroAndOneAreNeverAndAlways() {
    assertThat(VersionDraw.of(new AliasConfig(1, "", Map.of("2", 0.0)), 0.0))
        .isEqualTo(new VersionDraw(1, false));
    assertThat(VersionDraw.of(new AliasConfig(1, "", Map.of("2", 1.0)), Math.nextDown(1.0)))
        .isEqualTo(new VersionDraw(2, true));
  }

  @Test
  void tenThousandDrawsKeepAThirtyPercentWeightWithinFourStandardDeviations() {
    var alias = new AliasConfig(1, "", Map.of("2", 0.3));
    var random = new Random(20201022);
    int draws = 10_000;

    int dark = 0;
    for (int i = 0; i < draws; i++) {
      dark += VersionDraw.of(alias, random.nextDouble()).darkLaunch() ? 1 : 0;
    }

    double sigma = Math.sqrt(draws * 0.3 * 0.7);
    assertThat((double) dark).isCloseTo(draws * 0.3, within(4 * sigma));
  }
}
