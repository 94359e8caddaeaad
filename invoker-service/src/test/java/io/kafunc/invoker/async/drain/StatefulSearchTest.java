// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.drain;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafunc.invoker.async.queue.PartitionCalls;
import io.kafunc.invoker.async.queue.Recovery;
import io.kafunc.invoker.async.queue.StatefulCall;
import io.kafunc.schemas.Payload;
import io.kafunc.schemas.call.CallSnapshot.OpenStateful;
import io.kafunc.schemas.call.CallTopic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatefulSearchTest {

  private static final int CALLS = 3 * StatefulSearch.MOST;

  private final PartitionCalls calls = partition();
  private final List<Integer> looks = new ArrayList<>();
  private boolean looking;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void findsTheFewOfManyInOrderAndNeverLooksAtAllAtOnce(boolean ascending) {
    // given
    var few = LongStream.of(0, 999, 1_000, 2_500, CALLS - 1).boxed().toList();
    // when
    var found = find(Optional.empty(), ascending, 100, few::contains);
    // then
    assertThat(found).isEqualTo(ascending ? few : few.reversed());
    assertThat(looks).allMatch(seen -> seen <= StatefulSearch.MOST).hasSizeGreaterThan(3);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void goesOnWhereThePartBeforeEnded(boolean ascending) {
    // given
    Predicate<Long> wanted = offset -> offset % 700 == 0;
    var all = find(Optional.empty(), ascending, 100, wanted);
    // when
    var listed = new ArrayList<Long>();
    var from = Optional.<Long>empty();
    do {
      var part = find(from, ascending, 3, wanted);
      listed.addAll(part.stream().limit(2).toList());
      from = part.size() == 3 ? Optional.of(part.getLast()) : Optional.empty();
    } while (from.isPresent());
    // then
    assertThat(listed).isEqualTo(all).hasSize(5);
  }

  @Test
  void looksNoFurtherThanItMust() {
    assertThat(find(Optional.of(10L), true, 3, _ -> true)).containsExactly(10L, 11L, 12L);
    assertThat(looks).hasSize(1);
  }

  @Test
  void aQueueWithoutCallsHasNone() {
    var search =
        new StatefulSearch((from, most) -> calls.stateful("another", from, false, most), false);
    assertThat(search.find(Optional.empty(), 10, _ -> true)).isEmpty();
  }

  private List<Long> find(
      Optional<Long> from, boolean ascending, int limit, Predicate<Long> wanted) {
    return new StatefulSearch((at, most) -> look(at, ascending, most), ascending)
            .find(
                from,
                limit,
                call -> {
                  assertThat(looking).as("what is wanted is not asked during a look").isFalse();
                  return wanted.test(call.call().offset());
                })
            .stream()
            .map(call -> call.call().offset())
            .toList();
  }

  private List<StatefulCall> look(Optional<Long> from, boolean ascending, int most) {
    looking = true;
    var seen = calls.stateful("queue", from, ascending, most);
    looking = false;
    looks.add(seen.size());
    return seen;
  }

  private static PartitionCalls partition() {
    var calls = Recovery.fromTheBeginning().finish();
    var key = new Payload(CallTopic.newKey(new Random(1)));
    for (long offset = 0; offset < CALLS; offset++) {
      var call = new OpenStateful(offset, "queue", "id" + offset, key, Instant.EPOCH);
      calls.take(offset, "queue", Optional.empty(), Optional.of(call));
    }
    return calls;
  }
}
