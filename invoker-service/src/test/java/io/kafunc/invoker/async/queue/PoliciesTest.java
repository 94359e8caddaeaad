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
    assertThat(new DispatchPolicy(10, 2).claims(waiting, running, room)).isEqualTo(claims);
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
    assertThat(new DispatchPolicy(10, 2).rest(refusals)).isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @CsvSource({"1, 500", "2, 1000", "3, 2000"})
  void triesAFailedCallAgainAfterTheContractsDelays(int attempt, long millis) {
    assertThat(RetryPolicy.DEFAULT.after(Ending.FAILED, attempt, NOW, NOW))
        .isEqualTo(new Next.Again(attempt + 1, NOW.plusMillis(millis)));
  }

  @Test
  void settlesAfterTheLastRetry() {
    assertThat(RetryPolicy.DEFAULT.after(Ending.FAILED, 4, NOW, NOW)).isEqualTo(new Next.Settle());
    assertThat(RetryPolicy.NONE.after(Ending.FAILED, 1, NOW, NOW)).isEqualTo(new Next.Settle());
  }

  @Test
  void doesNotTryAgainWhatWillBeTooOld() {
    var policy = new RetryPolicy(3, Duration.ofSeconds(1));
    assertThat(policy.after(Ending.FAILED, 2, NOW, NOW.plusMillis(1))).isEqualTo(new Next.Settle());
  }

  @Test
  void aRefusedAttemptWaitsUntilItIsTooOld() {
    var policy = new RetryPolicy(0, Duration.ofSeconds(60));
    assertThat(policy.after(Ending.REFUSED, 1, NOW, NOW.plusSeconds(60)))
        .isEqualTo(new Next.WaitInQueue());
    assertThat(policy.after(Ending.REFUSED, 1, NOW, NOW.plusSeconds(61)))
        .isEqualTo(new Next.Expire());
  }

  @Test
  void settlesWhatSucceededAndWhatNeverWill() {
    assertThat(RetryPolicy.DEFAULT.after(Ending.SUCCEEDED, 1, NOW, NOW))
        .isEqualTo(new Next.Settle());
    assertThat(RetryPolicy.DEFAULT.after(Ending.HOPELESS, 1, NOW, NOW))
        .isEqualTo(new Next.Settle());
  }
}
