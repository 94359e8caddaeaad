// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafunc.invoker.async.queue.RetryPolicy.Ending;
import io.kafunc.invoker.async.queue.RetryPolicy.Next;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoliciesTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @ParameterizedTest(name = "waiting {0} running {1} room {2}: {3}")
  @CsvSource({
    "0, 0, 100, 0",
    "1, 0, 100, 1",
    "50, 0, 100, 12",
    "50, 11, 100, 1",
    "50, 12, 100, 0",
    "50, 40, 100, 0",
    "50, 0, 3, 3",
    "50, 0, 0, 0",
  })
  void claimsWhatTheSlotsTakeAndALittleAhead(int waiting, int running, int room, int claims) {
    assertThat(new DispatchPolicy(10, 2, Duration.ofMillis(500)).claims(waiting, running, room))
        .isEqualTo(claims);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 500",
    "1, 500",
    "2, 1000",
    "3, 2000",
    "4, 4000",
    "5, 8000",
    "6, 8000",
    "99, 8000"
  })
  void restsLongerWithEachRefusal(int refusals, long millis) {
    assertThat(new DispatchPolicy(10, 2, Duration.ofMillis(500)).rest(refusals))
        .isEqualTo(Duration.ofMillis(millis));
  }

  private static final RetryPolicy POLICY =
      new RetryPolicy(3, Duration.ofHours(1), Duration.ofMillis(500));

  @ParameterizedTest(name = "{0} of attempt {1} after {2} refusals: attempt {3} in {5} ms")
  @CsvSource({
    "FAILED, 1, 0, 2, 0, 500",
    "FAILED, 2, 0, 3, 0, 1000",
    "FAILED, 3, 0, 4, 0, 2000",
    "FAILED, 4, 1, 5, 1, 2000",
    "FAILED, 9, 8, 10, 8, 500",
    "LOST, 1, 0, 2, 1, 500",
    "LOST, 2, 1, 3, 2, 1000",
    "LOST, 5, 4, 6, 5, 8000",
    "LOST, 4, 0, 5, 1, 500",
    "LOST, 80, 79, 81, 80, 300000",
  })
  void triesAgainAfterTheContractsDelays(
      Ending ending, int attempt, int refusals, int next, int nextRefusals, long millis) {
    assertThat(POLICY.after(ending, attempt, refusals, NOW, NOW))
        .isEqualTo(new Next.Again(next, nextRefusals, NOW.plusMillis(millis)));
  }

  @ParameterizedTest(name = "{0} of attempt {1} after {2} refusals, {3} s old, 60 s allowed: {4}")
  @CsvSource({
    "SUCCEEDED, 1, 0, 0, Settle",
    "SUCCEEDED, 1, 0, 999, Settle",
    "HOPELESS, 1, 0, 0, Settle",
    "FAILED, 4, 0, 0, Settle",
    "FAILED, 5, 1, 0, Settle",
    "FAILED, 4, 0, 999, Settle",
    "FAILED, 1, 0, 60, Expire",
    "LOST, 1, 0, 60, Expire",
    "REFUSED, 1, 0, 60, WaitInQueue",
    "REFUSED, 1, 0, 61, Expire",
  })
  void endsOrWaits(Ending ending, int attempt, int refusals, long age, String next) {
    var policy = new RetryPolicy(3, Duration.ofSeconds(60), Duration.ofMillis(500));
    assertThat(policy.after(ending, attempt, refusals, NOW, NOW.plusSeconds(age)))
        .extracting(each -> each.getClass().getSimpleName())
        .isEqualTo(next);
  }

  @Test
  void withoutRetriesTheFirstFailureIsTheLast() {
    var policy = new RetryPolicy(0, Duration.ofDays(1), Duration.ofMillis(500));
    assertThat(policy.after(Ending.FAILED, 1, 0, NOW, NOW)).isEqualTo(new Next.Settle());
  }
}
