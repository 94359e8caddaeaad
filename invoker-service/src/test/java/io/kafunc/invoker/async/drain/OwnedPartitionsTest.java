// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.drain;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafunc.eventlog.ScriptedOwnership;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class OwnedPartitionsTest {

  private static final Executor NEVER = task -> {};

  @Test
  void whoStopsLeavesTheElectionToTheNextOwner() {
    // given
    var election = ScriptedOwnership.elected();
    var partitions = new OwnedPartitions(election, null, executedBy(NEVER));
    election.start(partitions);
    assertThat(partitions.elected(0)).isTrue();
    // when
    partitions.stop(Duration.ZERO);
    // then
    assertThat(partitions.elected(0)).isFalse();
    partitions.stop(Duration.ZERO);
  }

  /** A takeover that never begins needs nothing else. */
  private static Surroundings executedBy(Executor executor) {
    return new Surroundings(
        null, 0, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
        null, null, null, executor);
  }
}
