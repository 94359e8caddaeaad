// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OffsetQueueTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void behavesAsAListOfNumbersWould(long seed) {
    // given
    var random = new Random(seed);
    var queue = new OffsetQueue();
    var model = new ArrayDeque<Long>();
    long next = random.nextLong(1L << 40);
    for (int step = 0; step < 20_000; step++) {
      // when
      if (random.nextInt(100) < (step / 2_000 % 2 == 0 ? 70 : 30)) {
        next += 1 + random.nextLong(1L << random.nextInt(30));
        queue.add(next);
        model.add(next);
      } else if (!model.isEmpty()) {
        assertThat(queue.peek()).isEqualTo(model.peek());
        assertThat(queue.poll()).isEqualTo(model.poll());
      }
      // then
      assertThat(queue.size()).isEqualTo(model.size());
      if (step % 997 == 0) {
        assertLooksLike(queue, new ArrayList<>(model), random);
      }
    }
  }

  @Test
  void holdsAMillionCallsInLessThanFourBytesEach() {
    // given
    var queues = new OffsetQueue[10_000];
    // when
    long before = used();
    for (int i = 0; i < queues.length; i++) {
      queues[i] = new OffsetQueue();
    }
    long empty = used();
    for (long offset = 0; offset < 1_000_000; offset++) {
      queues[(int) (offset * 7919 % queues.length)].add(offset);
    }
    double bytes = (used() - empty) / 1e6;
    // then
    System.out.printf(
        "index: %.2f bytes a call, %d bytes an empty queue%n", bytes, (empty - before) / 10_000);
    assertThat(bytes).isLessThan(4);
    assertThat(queues[0].size()).isEqualTo(100);
  }

  @Test
  void refusesWhatDoesNotAscend() {
    var queue = new OffsetQueue();
    queue.add(7);
    assertThatThrownBy(() -> queue.add(7)).isInstanceOf(IllegalArgumentException.class);
  }

  private static void assertLooksLike(OffsetQueue queue, List<Long> model, Random random) {
    long from = model.isEmpty() ? 0 : model.get(random.nextInt(model.size())) + random.nextInt(2);
    var seen = new ArrayList<Long>();
    queue.scan(from, seen::add);
    assertThat(seen).isEqualTo(model.stream().filter(each -> each >= from).toList());
    assertThat(queue.contains(from)).isEqualTo(model.contains(from));
  }

  private static long used() {
    System.gc();
    var runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
