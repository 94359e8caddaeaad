// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GraceTimeTest {

  private static final Instant START = Instant.parse("2020-10-22T00:00:00Z");

  private final GraceTime grace = new GraceTime(Duration.ofHours(1));

  @Test
  void letsGoWhatWasUnwantedForAllOfIt() {
    assertThat(due(0, Set.of("a"))).isEmpty();
    assertThat(due(59, Set.of("a"))).isEmpty();
    assertThat(due(60, Set.of("a"))).containsExactly("b", "c");
  }

  @Test
  void beginsAgainWhenAThingWasWantedMeanwhile() {
    due(0, Set.of());
    due(30, Set.of("b"));

    assertThat(due(60, Set.of())).containsExactly("a", "c");
    assertThat(due(119, Set.of())).containsExactly("a", "c");
    assertThat(due(120, Set.of())).containsExactly("a", "b", "c");
  }

  private List<String> due(int minute, Set<String> wanted) {
    var now = START.plus(Duration.ofMinutes(minute));
    return grace.due(List.of("a", "b", "c"), wanted::contains, now);
  }
}
