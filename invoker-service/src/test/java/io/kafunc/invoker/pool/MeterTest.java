// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeterTest {

  private record Call(int begin, int end) {}

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # case                      | calls             | bear
          one call                    | 0-100             | 100
          one after the other         | 0-100, 100-150    | 100, 50
          apart from each other       | 0-10, 50-60       | 10, 10
          at the same time            | 0-100, 0-100      | 100, 0
          one within the other        | 50-60, 0-100      | 10, 90
          one over the end of another | 0-60, 40-100      | 60, 40
          a long one over two         | 10-20,30-40, 0-50 | 10, 10, 30
          """)
  void sharesTheUnionOut(String name, String calls, String shares) {
    var meter = new Meter();
    var expected = shares.split(", ");
    var each = calls.split(", ?");

    for (int i = 0; i < each.length; i++) {
      var ends = each[i].strip().split("-");
      double share = meter.bear(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]));
      assertThat(share).isEqualTo(Double.parseDouble(expected[i]));
    }
  }

  @Test
  void sumsUpToTheUnionOfAnyCalls() {
    var random = new Random(1);
    for (int round = 0; round < 200; round++) {
      var calls = calls(random);
      var meter = new Meter();

      double sum = 0;
      for (var call : calls) {
        double share = meter.bear(call.begin(), call.end());
        assertThat(share).isBetween(0.0, (double) call.end() - call.begin());
        sum += share;
      }

      assertThat(sum).isCloseTo(union(calls), within(1e-6));
    }
  }

  @Test
  void forgetsWhatNoCallCanReachAnyMore() {
    var meter = new Meter();
    meter.bear(0, 10);
    meter.forgetBefore(20);

    assertThat(meter.bear(20, 30)).isEqualTo(10);
  }

  private static List<Call> calls(Random random) {
    var calls = new ArrayList<Call>();
    for (int i = 0; i < 1 + random.nextInt(60); i++) {
      int begin = random.nextInt(1_000);
      calls.add(new Call(begin, begin + random.nextInt(100)));
    }
    calls.sort(Comparator.comparingInt(Call::end));
    return calls;
  }

  /** Counted millisecond by millisecond. */
  private static int union(List<Call> calls) {
    int busy = 0;
    for (int t = 0; t < 1_200; t++) {
      int now = t;
      busy += calls.stream().anyMatch(call -> call.begin() <= now && now < call.end()) ? 1 : 0;
    }
    return busy;
  }
}
