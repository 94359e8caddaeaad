// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafunc.eventlog.Recorded;
import io.kafunc.eventlog.kafka.Handover.Batch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One tail reads for those that are as far. */
final class HandoverTest {

  private final Handover<String> leader = new Handover<>();
  private final Handover<String> follower = new Handover<>();

  @Test
  void handsWhatIsReadToWhoIsAsFar() {
    // given
    leader.hand(batch(7));
    assertThat(leader.accept(follower, 7)).isTrue();
    // when
    leader.hand(batch(8));
    // then
    assertThat(follower.follows()).isTrue();
    assertThat(follower.take(Duration.ZERO)).contains(batch(8));
    assertThat(follower.take(Duration.ZERO)).isEmpty();
  }

  @Test
  void acceptsNobodyWhoIsElsewhere() {
    leader.hand(batch(7));
    assertThat(leader.accept(follower, 6)).isFalse();
    assertThat(leader.accept(follower, 8)).isFalse();
    assertThat(follower.follows()).isFalse();
  }

  @Test
  void acceptsNobodyWhileItFollowsItself() {
    leader.hand(batch(7));
    leader.accept(follower, 7);
    follower.hand(batch(7));
    assertThat(follower.accept(new Handover<>(), 7)).isFalse();
  }

  @Test
  void leavesASlowOneBehindWithoutAGap() {
    // given
    leader.hand(batch(1));
    leader.accept(follower, 1);
    // when
    for (int next = 2; next < 1_000; next++) {
      leader.hand(batch(next));
    }
    // then
    var taken = new ArrayList<Long>();
    while (follower.follows()) {
      taken.add(follower.take(Duration.ZERO).orElseThrow().next());
    }
    assertThat(taken).hasSizeBetween(10, 500).startsWith(2L).isSorted().doesNotHaveDuplicates();
    assertThat(taken.getLast()).isEqualTo(taken.size() + 1);
  }

  @Test
  void letsItsFollowersGoWhenItEnds() {
    // given
    leader.hand(batch(1));
    leader.accept(follower, 1);
    leader.hand(batch(2));
    // when
    leader.end();
    // then
    assertThat(follower.take(Duration.ZERO)).contains(batch(2));
    assertThat(follower.take(Duration.ZERO)).isEmpty();
    assertThat(follower.follows()).isFalse();
    assertThat(leader.accept(follower, 2)).isFalse();
  }

  @Test
  void goesBackAloneAndMayLeadAndFollowLater() {
    // given
    var last = new Handover<String>();
    leader.hand(batch(1));
    leader.accept(follower, 1);
    leader.hand(batch(2));
    // when
    follower.part();
    // then
    assertThat(follower.follows()).isFalse();
    leader.hand(batch(3));
    assertThat(follower.follows()).isFalse();
    assertThat(leader.accept(follower, 3)).isTrue();
    // when
    leader.accept(last, 3);
    leader.part();
    // then
    assertThat(last.take(Duration.ZERO)).isEmpty();
    assertThat(last.follows()).isFalse();
    leader.hand(batch(2));
    assertThat(leader.accept(last, 2)).isTrue();
  }

  @Test
  void endsAWaitWhenItIsNudged() {
    leader.hand(batch(1));
    leader.accept(follower, 1);
    follower.nudge();
    assertThat(follower.take(Duration.ofDays(1))).isEmpty();
    assertThat(follower.follows()).isTrue();
  }

  private static Batch<String> batch(long next) {
    return new Batch<>(List.of(new Recorded<>(next - 1, "e")), Optional.empty(), next);
  }
}
