// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentKeysTest {

  @Test
  void knowsAKeyForAGenerationAndForgetsItAfterTwo() {
    var recent = new RecentKeys(5000);
    assertThat(recent.add(42)).isTrue();
    for (int n = 0; n < 5000; n++) {
      assertThat(recent.add(n * 0x9E37_79B9_7F4A_7C15L + 7)).isTrue();
      assertThat(recent.add(42)).isFalse();
    }
    for (int n = 5000; n < 12_000; n++) {
      recent.add(n * 0x9E37_79B9_7F4A_7C15L + 7);
    }

    assertThat(recent.add(42)).isTrue();
  }

  @Test
  void knowsZeroToo() {
    var recent = new RecentKeys(10);

    assertThat(recent.add(0)).isTrue();
    assertThat(recent.add(0)).isFalse();
  }
}
