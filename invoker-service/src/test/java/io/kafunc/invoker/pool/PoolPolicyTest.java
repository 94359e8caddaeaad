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
    var view =
        new View(
            concurrency, free, instances, starting, running, sync, async, mean, mean, 1_000, COLD);

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
    var view =
        new View(
            1, 0, instances, starting, running, sync, async, View.UNKNOWN, View.UNKNOWN, 0, COLD);

    var decision =
        PoolPolicy.decide(view, new Demand(kind, 0), new Limits(allowed, room, 9, memory, true));

    assertThat(decision.getClass().getSimpleName()).isEqualTo(expected);
  }

  @Test
  void countsTheConcurrencyOfItsInstancesAgainstTheLimit() {
    var full = new View(100, 0, 3, 0, 300, 1, 0, 1, 1, 1_000, COLD);

    assertThat(PoolPolicy.decide(full, new Demand(Kind.SYNC, 0), new Limits(3, 0, 2, true, true)))
        .isEqualTo(new Decision.Refuse());
  }

  @Test
  void asksAgainWhenAColdStartWouldHaveBeenQuicker() {
    var busy = new View(1, 0, 1, 0, 1, 1, 0, 1, 1, 1_000, COLD);

    assertThat(PoolPolicy.decide(busy, new Demand(Kind.SYNC, 40), PLENTY))
        .isEqualTo(new Decision.Wait(60));
  }

  /** What a hundred queued calls get while every processor is busy. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # case                                | conc | inst | start | mean | unhurried | ended | kind  | waited | does
          the first instance                    | 1    | 0    | 0     | -1   | -1        | 0     | ASYNC | 0      | Start
          no call has ended yet                 | 1    | 1    | 0     | -1   | -1        | 0     | ASYNC | 5000   | Wait
          calls that wait elsewhere             | 1    | 4    | 0     | 100  | 100       | 4     | ASYNC | 0      | Start
          one of them has not ended since       | 1    | 4    | 0     | 100  | 100       | 3     | ASYNC | 5000   | Wait
          all places of shared instances        | 10   | 4    | 0     | 100  | 100       | 40    | ASYNC | 0      | Start
          not all places of shared instances    | 10   | 4    | 0     | 100  | 100       | 39    | ASYNC | 5000   | Wait
          somewhat slower than they need be     | 1    | 4    | 0     | 190  | 100       | 9     | ASYNC | 0      | Start
          calls that want the processors        | 1    | 4    | 0     | 200  | 100       | 9     | ASYNC | 5000   | Wait
          enough starts for now                 | 1    | 4    | 2     | 100  | 100       | 4     | ASYNC | 5000   | Wait
          so quick that a start gains nothing   | 1    | 4    | 0     | 1    | 1         | 9     | ASYNC | 0      | Wait
          a caller who waits elsewhere          | 1    | 4    | 0     | 100  | 100       | 4     | SYNC  | 0      | Start
          a caller who wants the processors     | 1    | 4    | 0     | 200  | 100       | 9     | SYNC  | 99     | Wait
          and has waited as long as a start     | 1    | 4    | 0     | 200  | 100       | 9     | SYNC  | 100    | Start
          """)
  void growsOnBusyProcessorsForCallsThatDoNotNeedThem(
      String name,
      int concurrency,
      int instances,
      int starting,
      double mean,
      double unhurried,
      int ended,
      Kind kind,
      double waited,
      String expected) {
    int sync = kind == Kind.SYNC ? 100 : 0;
    var view =
        new View(
            concurrency,
            0,
            instances,
            starting,
            instances * concurrency,
            sync,
            100 - sync,
            mean,
            unhurried,
            ended,
            COLD);

    var decision =
        PoolPolicy.decide(view, new Demand(kind, waited), new Limits(300, 290, 2, true, false));

    assertThat(decision.getClass().getSimpleName()).isEqualTo(expected);
  }

  @Test
  void letsAnInstanceGoAfterItsTime() {
    assertThat(PoolPolicy.expired(299_999, 300_000)).isFalse();
    assertThat(PoolPolicy.expired(300_000, 300_000)).isTrue();
  }
}
