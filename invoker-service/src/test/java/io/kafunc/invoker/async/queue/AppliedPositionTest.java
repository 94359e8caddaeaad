// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.queue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AppliedPositionTest {

  @Test
  void standsBeforeTheFirstEventThatIsNotApplied() {
    // given
    var position = new AppliedPosition(5);
    var first = position.announce();
    var second = position.announce();
    // when
    position.applied(second, 8);
    // then
    assertThat(position.position()).isEqualTo(5);
    // when
    position.applied(first, 7);
    // then
    assertThat(position.position()).isEqualTo(9);
  }
}
