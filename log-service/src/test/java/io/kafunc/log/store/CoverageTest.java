// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CoverageTest {

  @Test
  void joinsRangesThatTouch() {
    assertThat(Coverage.NONE.plus(0, 10).plus(20, 30).plus(10, 20))
        .isEqualTo(Coverage.NONE.plus(0, 30));
  }

  @Test
  void namesTheGapBetweenTwoRanges() {
    Coverage holed = Coverage.NONE.plus(0, 10).plus(20, 30);

    assertThat(holed.firstMissing(0)).isEqualTo(10);
    assertThat(holed.nextHeld(10)).isEqualTo(20);
    assertThat(holed.firstMissing(20)).isEqualTo(30);
    assertThat(holed.nextHeld(30)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void isReadAsItIsWritten() {
    Coverage holed = Coverage.NONE.plus(0, 10).plus(20, 30);

    assertThat(Coverage.parse(holed.toString())).isEqualTo(holed);
    assertThat(Coverage.parse(Coverage.NONE.toString())).isEqualTo(Coverage.NONE);
  }
}
