// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafunc.schemas.call.CallEvent.CallDelayed;
import io.kafunc.schemas.call.CallEvent.CallDone;
import io.kafunc.schemas.call.CallEvent.CallStarted;
import io.kafunc.schemas.call.CallSnapshot;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happened, a snapshot and the events after it lead to the state that was lost. */
class RecoveryTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void anySnapshotAndTheEventsAfterItLeadToTheSameState(long seed) {
    // given
    var life = new SimulatedPartition(seed);
    life.live(600);
    var live = life.snapshot();
    for (var snapshot : life.snapshots()) {
      // when
      var recovered = life.recover(Recovery.from(snapshot));
      // then
      assertThat(withoutNumbers(recovered)).isEqualTo(withoutNumbers(live));
    }
    assertThat(withoutNumbers(life.recover(Recovery.fromTheBeginning())))
        .isEqualTo(withoutNumbers(live));
  }

  @ParameterizedTest
  @ValueSource(longs = {5, 6, 8, 22, 215, 546, 605})
  void survivesOneOwnerAfterAnother(long seed) {
    // given
    var life = new SimulatedPartition(seed);
    // when
    for (int owner = 0; owner < 8; owner++) {
      life.live(150);
      life.crash();
    }
    life.live(50);
    life.settleAll();
    // then
    assertThat(life.snapshot().queues()).isEmpty();
    life.assertEachCallSettledOnceUnlessDuplicate();
  }

  @Test
  void whatIsSettledStaysSoWhateverIsSaidOfItLater() {
    // given
    var recovery = Recovery.fromTheBeginning();
    recovery.apply(new CallStarted(0, 1, 1, "node", NOW, 0));
    recovery.apply(new CallDone(0, 1, Optional.empty(), Optional.empty()));
    // when
    recovery.apply(new CallStarted(0, 1, 2, "node", NOW, 0));
    recovery.apply(new CallDelayed(0, 1, 2, NOW, Optional.empty(), 0));
    recovery.apply(new CallStarted(0, 1, 3, "node", NOW, 0));
    var calls = recovery.finish();
    // then
    assertThat(calls.take(0, "queue", Optional.empty(), Optional.empty())).isEqualTo(Taken.KNOWN);
    assertThat(calls.handedOut()).isEmpty();
    assertThat(calls.nextDue()).isEmpty();
    assertThat(calls.names()).isEmpty();
  }

  @Test
  void nothingReadAndNothingWrittenIsEmpty() {
    var calls = Recovery.fromTheBeginning().finish();
    assertThat(calls.counts()).isEqualTo(Counts.NONE);
    assertThat(calls.position()).isZero();
  }

  private static CallSnapshot withoutNumbers(CallSnapshot snapshot) {
    return new CallSnapshot(
        0,
        0,
        snapshot.callsPosition(),
        0,
        NOW,
        snapshot.queues(),
        snapshot.started(),
        snapshot.delayed(),
        snapshot.seen(),
        snapshot.kept(),
        snapshot.stateful());
  }
}
