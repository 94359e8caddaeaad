// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafunc.invoker.pool.PoolPolicy.Decision;
import io.kafunc.invoker.pool.PoolPolicy.Demand;
import io.kafunc.invoker.pool.PoolPolicy.Limits;
import io.kafunc.invoker.pool.PoolPolicy.View;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoolPolicyTest {

  private static final double COLD = 100;
  private static final Limits PLENTY = new Limits(300, 300, 2, true, true);

  /** Columns: what the pool looks like, who asks, and what is to be done. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # case                            | conc | free | inst | start | run | sync | async | mean | kind  | waited | does
          a free place                      | 1    | 1    | 1    | 0     | 0   | 1    | 0     | 5    | SYNC  | 0      | Reuse
          a place in a shared instance      | 10   | 3    | 1    | 0     | 7   | 1    | 0     | 5    | SYNC  | 0      | Reuse
          the first call                    | 1    | 0    | 0    | 0     | 0   | 1    | 0     | -1   | SYNC  | 0      | Start
          the first asynchronous call       | 1    | 0    | 0    | 0     | 0   | 0    | 1     | -1   | ASYNC | 0      | Start
          one start comes for one call      | 1    | 0    | 0    | 1     | 0   | 1    | 0     | -1   | SYNC  | 0      | Wait
          a second call while one starts    | 1    | 0    | 0    | 1     | 0   | 2    | 0     | -1   | SYNC  | 0      | Start
          enough starts for now             | 1    | 0    | 0    | 2     | 0   | 50   | 0     | -1   | SYNC  | 0      | Wait
          one start serves ten concurrent   | 10   | 0    | 0    | 1     | 0   | 10   | 0     | -1   | SYNC  | 0      | Wait
          the eleventh of ten               | 10   | 0    | 0    | 1     | 0   | 11   | 0     | -1   | SYNC  | 0      | Start
          a burst of quick calls            | 1    | 0    | 1    | 0     | 1   | 60   | 0     | 1    | SYNC  | 0      | Wait
          a burst of quick queued calls     | 1    | 0    | 1    | 0     | 1   | 0    | 99    | 1    | ASYNC | 0      | Wait
          a burst of slow calls             | 1    | 0    | 1    | 0     | 1   | 2    | 0     | 60   | SYNC  | 0      | Start
          slow calls on many instances      | 1    | 0    | 10   | 0     | 10  | 2    | 0     | 60   | SYNC  | 0      | Wait
          nobody knows how long calls take  | 1    | 0    | 1    | 0     | 1   | 1    | 0     | -1   | SYNC  | 0      | Start
          an unusually long call blocks     | 1    | 0    | 1    | 0     | 1   | 1    | 0     | 1    | SYNC  | 100    | Start
          waited nearly as long             | 1    | 0    | 1    | 0     | 1   | 1    | 0     | 1    | SYNC  | 98     | Wait
          """)
  void decides(
      String name,
      int concurrency,
      int free,
      int instances,
      int starting,
      int running,
      int sync,
      int async,
      double mean,
      Kind kind,
      double waited,
      String expected) {
    var view = new View(concurrency, free, instances, starting, running, sync, async, mean, COLD);

    var decision = PoolPolicy.decide(view, new Demand(kind, waited), PLENTY);

    assertThat(decision.getClass().getSimpleName()).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # case                              | inst | start | run | sync | async | allowed | room | memory | kind  | does
          below the limit                     | 4    | 0     | 4   | 1    | 0     | 5       | 1    | true   | SYNC  | Start
          at the limit                        | 5    | 0     | 5   | 1    | 0     | 5       | 0    | true   | SYNC  | Refuse
          at the limit but asynchronous       | 5    | 0     | 5   | 0    | 1     | 5       | 0    | true   | ASYNC | Wait
          more callers than places to come    | 0    | 5     | 0   | 6    | 0     | 5       | 0    | true   | SYNC  | Refuse
          switched off                        | 0    | 0     | 0   | 1    | 0     | 0       | 0    | true   | SYNC  | Refuse
          switched off, waits                 | 0    | 0     | 0   | 0    | 1     | 0       | 0    | true   | ASYNC | Wait
          idle ones elsewhere hold the place  | 4    | 0     | 4   | 1    | 0     | 5       | 0    | true   | SYNC  | EvictThenStart
          no memory for a queue               | 1    | 0     | 1   | 0    | 9     | 300     | 299  | false  | ASYNC | Wait
          no memory, but the first            | 0    | 0     | 0   | 0    | 9     | 300     | 300  | false  | ASYNC | Start
          no memory, but somebody waits       | 1    | 0     | 1   | 1    | 0     | 300     | 299  | false  | SYNC  | Start
          """)
  void keepsToTheLimits(
      String name,
      int instances,
      int starting,
      int running,
      int sync,
      int async,
      int allowed,
      int room,
      boolean memory,
      Kind kind,
      String expected) {
    var view = new View(1, 0, instances, starting, running, sync, async, View.UNKNOWN, COLD);

    var decision =
        PoolPolicy.decide(view, new Demand(kind, 0), new Limits(allowed, room, 9, memory, true));

    assertThat(decision.getClass().getSimpleName()).isEqualTo(expected);
  }

  @Test
  void countsTheConcurrencyOfItsInstancesAgainstTheLimit() {
    var full = new View(100, 0, 3, 0, 300, 1, 0, 1, COLD);

    assertThat(PoolPolicy.decide(full, new Demand(Kind.SYNC, 0), new Limits(3, 0, 2, true, true)))
        .isEqualTo(new Decision.Refuse());
  }

  @Test
  void asksAgainWhenAColdStartWouldHaveBeenQuicker() {
    var busy = new View(1, 0, 1, 0, 1, 1, 0, 1, COLD);

    assertThat(PoolPolicy.decide(busy, new Demand(Kind.SYNC, 40), PLENTY))
        .isEqualTo(new Decision.Wait(60));
  }

  @Test
  void startsNothingForAQueueWhenTheProcessorsAreBusy() {
    var busyHost = new Limits(300, 290, 2, true, false);
    var flooded = new View(1, 0, 10, 0, 10, 0, 10_000, 1, COLD);
    var first = new View(1, 0, 0, 0, 0, 0, 10_000, View.UNKNOWN, COLD);

    assertThat(PoolPolicy.decide(flooded, new Demand(Kind.ASYNC, 5_000), busyHost))
        .isInstanceOf(Decision.Wait.class);
    assertThat(PoolPolicy.decide(first, new Demand(Kind.ASYNC, 0), busyHost))
        .isEqualTo(new Decision.Start());
  }

  @Test
  void startsForACallerOnABusyHostOnceAColdStartHasPassed() {
    var busyHost = new Limits(300, 290, 2, true, false);
    var slow = new View(1, 0, 2, 0, 2, 1, 0, 10_000, COLD);

    assertThat(PoolPolicy.decide(slow, new Demand(Kind.SYNC, 0), busyHost))
        .isEqualTo(new Decision.Wait(100));
    assertThat(PoolPolicy.decide(slow, new Demand(Kind.SYNC, 100), busyHost))
        .isEqualTo(new Decision.Start());
  }

  @Test
  void letsAnInstanceGoAfterItsTime() {
    assertThat(PoolPolicy.expired(299_999, 300_000)).isFalse();
    assertThat(PoolPolicy.expired(300_000, 300_000)).isTrue();
  }
}
