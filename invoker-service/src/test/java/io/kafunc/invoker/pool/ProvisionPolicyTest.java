// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafunc.invoker.pool.ProvisionPolicy.Step;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProvisionPolicyTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # case                      | wanted | present | starting | onDemand | may   | does
          nothing wanted              | 0      | 0       | 0        | 3        | true  | REST
          the first                   | 1      | 0       | 0        | 0        | true  | START
          one comes already           | 1      | 0       | 1        | 0        | true  | REST
          one runs on demand already  | 2      | 0       | 1        | 1        | true  | PROMOTE
          enough                      | 2      | 2       | 0        | 5        | true  | REST
          too many                    | 1      | 2       | 0        | 0        | true  | RELEASE
          too many will have come     | 1      | 1       | 1        | 0        | true  | REST
          no start for now            | 3      | 1       | 1        | 0        | false | REST
          """)
  void decides(
      String name,
      int wanted,
      int present,
      int starting,
      int onDemand,
      boolean mayStart,
      Step expected) {
    assertThat(ProvisionPolicy.next(wanted, present, starting, onDemand, mayStart))
        .isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} by {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # target | shares         | parts
          10       | 1              | 10
          10       | 0.9, 0.1       | 9, 1
          10       | 0.95, 0.05     | 9, 1
          3        | 0.99, 0.01     | 2, 1
          1        | 0.9, 0.1       | 1, 0
          1        | 0.1, 0.9       | 0, 1
          2        | 0.5, 0.5       | 1, 1
          3        | 0.5, 0.5       | 2, 1
          0        | 0.5, 0.5       | 0, 0
          7        | 0.6, 0.3, 0.1  | 4, 2, 1
          100      | 0.335, 0.665   | 34, 66
          4        | 0.98,0.01,0.01 | 2, 1, 1
          """)
  void splitsInProportionAndLeavesNoVersionCold(int target, String shares, String parts) {
    var asked = Arrays.stream(shares.split(",")).map(Double::valueOf).toList();
    var expected = Arrays.stream(parts.split(", ")).map(Integer::valueOf).toList();

    assertThat(ProvisionPolicy.split(target, asked)).isEqualTo(expected);
  }

  @Test
  void splitsNothingAmongNobody() {
    assertThat(ProvisionPolicy.split(0, List.of())).isEmpty();
    assertThat(ProvisionPolicy.split(5, List.of())).isEmpty();
  }

  @Test
  void pausesLongerAfterEachFailureUpToHalfAMinute() {
    assertThat(List.of(1, 2, 3, 6, 60))
        .extracting(
            failures -> TimeUnit.NANOSECONDS.toSeconds(ProvisionPolicy.pauseNanos(failures)))
        .containsExactly(1L, 2L, 4L, 32L, 32L);
  }
}
