// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafunc.invoker.catalog.FunctionSpec;
import io.kafunc.invoker.pool.InstanceHistory.Point;
import io.kafunc.invoker.runtime.Functions;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class InstanceHistoryTest extends PoolSpec {

  private static final Instant BEGIN = Instant.parse("2020-04-23T06:32:43Z");

  private final InstanceHistory history = new InstanceHistory();

  @Test
  void showsThatConcurrencyLowersInstancesUnderTheSameLoad() {
    parallelStarts = 10;
    given();

    assertThat(afterTenCalls(FUNCTION).busy()).isEqualTo(10);
    var shared =
        Functions.function("nodejs12", "index.f").version("SHARED", "1").concurrency(10).spec();
    assertThat(afterTenCalls(shared))
        .isEqualTo(new Point("2020-04-23T06:32:43Z", 1, 0, 0, 1, 0, 10));
  }

  @Test
  void keepsAnHourAndAnswersOnlyWhatIsAskedFor() {
    given();
    for (int i = 0; i < 400; i++) {
      history.add(BEGIN.plusSeconds(10 * i), pool.counts());
    }

    var points = history.of(_ -> true);

    assertThat(points).hasSize(360);
    assertThat(points.getFirst().time()).isEqualTo("2020-04-23T06:39:23Z");
    assertThat(points).allMatch(point -> point.running() == 0);
  }

  private Point afterTenCalls(FunctionSpec spec) {
    int before = instances.starts.size();
    for (int i = 0; i < 10; i++) {
      acquire(spec, Kind.SYNC);
    }
    for (int i = before; i < instances.starts.size(); i++) {
      instances.succeed(i);
    }
    history.add(BEGIN, pool.counts());
    return history.of(each -> each.qualifier().equals(spec.qualifier())).getLast();
  }
}
