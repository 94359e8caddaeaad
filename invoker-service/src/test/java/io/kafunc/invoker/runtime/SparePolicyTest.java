// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafunc.invoker.runtime.SparePolicy.Demand;
import org.junit.jupiter.api.Test;

class SparePolicyTest {

  private static final SparePolicy POLICY = new SparePolicy(2, 16, 900);

  @Test
  void keepsNothingOfARuntimeThatNobodyUses() {
    assertThat(POLICY.target(Demand.NEVER, 5)).isZero();
    assertThat(POLICY.target(takes(1, 5), 906)).isZero();
  }

  @Test
  void keepsAFewOfARuntimeInUse() {
    assertThat(POLICY.target(takes(1, 5), 5)).isEqualTo(2);
    assertThat(POLICY.target(takes(1, 5), 904)).isEqualTo(2);
  }

  @Test
  void keepsAsManyAsWereTakenLatelyUpToALimit() {
    assertThat(POLICY.target(takes(7, 5), 5)).isEqualTo(7);
    assertThat(POLICY.target(takes(100, 5), 5)).isEqualTo(16);
  }

  @Test
  void forgetsABurst() {
    var burst = takes(16, 5);

    assertThat(POLICY.target(burst, 10)).isEqualTo(10);
    assertThat(POLICY.target(burst, 30)).isEqualTo(2);
  }

  @Test
  void keepsNoneWhereNoneAreWanted() {
    assertThat(new SparePolicy(0, 16, 900).target(takes(50, 5), 5)).isZero();
  }

  private static Demand takes(int count, double now) {
    var demand = Demand.NEVER;
    for (int i = 0; i < count; i++) {
      demand = demand.taken(now);
    }
    return demand;
  }
}
