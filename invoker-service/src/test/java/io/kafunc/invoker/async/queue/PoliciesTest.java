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

  @ParameterizedTest(name = "waiting {0} running {1} room {2} concurrency {3}: {4}")
  @CsvSource({
    "0, 0, 100, 1, 0",
    "1, 0, 100, 1, 1",
    "50, 0, 100, 1, 12",
    "50, 11, 100, 1, 1",
    "50, 12, 100, 1, 0",
    "50, 40, 100, 1, 0",
    "50, 0, 3, 1, 3",
    "50, 0, 0, 1, 0",
    // as many times more while half of the room is left
    "90, 0, 100, 4, 42",
    "90, 12, 88, 4, 30",
    "90, 42, 58, 4, 0",
    "90, 0, 100, 9, 50",
    "90, 12, 60, 9, 10",
    "90, 12, 50, 9, 0",
    "90, 5, 40, 9, 7",
    "3, 0, 100, 9, 3",
  })
  void claimsWhatTheSlotsTakeAndALittleAhead(
      int waiting, int running, int room, int concurrency, int claims) {
    assertThat(POLICY_OF_TEN.claims(waiting, running, room, 999, concurrency)).isEqualTo(claims);
  }

  @Test
  void givesNoQueueMoreThanItsSlotsWhileLargePayloadsAreOut() {
    assertThat(POLICY_OF_TEN.claims(90, 0, 100, 1_000, 4)).isEqualTo(12);
  }

  private static final DispatchPolicy POLICY_OF_TEN =
      new DispatchPolicy(10, 2, 100, 1_000, Duration.ofMillis(500));

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
    assertThat(POLICY_OF_TEN.rest(refusals)).isEqualTo(Duration.ofMillis(millis));
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
