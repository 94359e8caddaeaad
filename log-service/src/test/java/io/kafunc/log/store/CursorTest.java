// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CursorTest {

  @Test
  void comesBackFromItsToken() {
    var cursor = new Cursor(1_700_000_000_000_000L, new byte[] {1, 0, -1});

    assertThat(Cursor.parse(cursor.token())).contains(cursor);
  }

  @Test
  void isNotReadFromATokenThatIsNoneOfOurs() {
    assertThat(Cursor.parse("?")).isEmpty();
    assertThat(Cursor.parse("AAAA")).isEmpty();
    assertThat(Cursor.parse("A".repeat(4000))).isEmpty();
  }
}
