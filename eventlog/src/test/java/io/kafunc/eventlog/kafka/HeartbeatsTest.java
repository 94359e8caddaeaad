// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class HeartbeatsTest {

  private final Heartbeats heartbeats = new Heartbeats();

  @Test
  void countsFromTheMomentOfJoining() {
    heartbeats.joining(second(10));
    assertThat(age(12)).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void takesAnAnswerAsProofOnlyOfTheMomentBeforeTheOneBefore() {
    heartbeats.joining(second(0));
    heartbeats.answered(0, second(1));
    heartbeats.answered(1, second(2));
    assertThat(age(3)).isEqualTo(Duration.ofSeconds(3));
    heartbeats.answered(2, second(4));
    assertThat(age(4)).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void isNotFooledByAnAnswerReadAfterALongSleep() {
    heartbeats.joining(second(0));
    heartbeats.answered(1, second(1));
    heartbeats.answered(2, second(2));
    heartbeats.answered(3, second(62));
    assertThat(age(62)).isGreaterThan(Duration.ofSeconds(59));
  }

  @Test
  void growsOldWithoutAnswers() {
    heartbeats.joining(second(0));
    heartbeats.answered(1, second(1));
    heartbeats.answered(1, second(8));
    assertThat(age(8)).isEqualTo(Duration.ofSeconds(8));
  }

  private Duration age(int now) {
    return heartbeats.age(second(now));
  }

  private static long second(int seconds) {
    return Duration.ofSeconds(seconds).toNanos();
  }
}
