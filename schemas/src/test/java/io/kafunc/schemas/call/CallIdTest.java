// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CallIdTest {

  @Test
  void comesBackFromItsText() {
    var random = new Random(7);
    for (int i = 0; i < 10_000; i++) {
      // given
      var id =
          new CallId(
              random.nextInt(256),
              random.nextInt(256),
              random.nextLong(1L << 40),
              random.nextInt(4),
              random.nextLong());
      // when
      var text = id.toString();
      // then
      assertThat(CallId.parse(text)).contains(id);
      assertThat(UUID.fromString(text).version()).isEqualTo(8);
      assertThat(UUID.fromString(text).variant()).isEqualTo(2);
    }
  }

  @Test
  void keepsTheRandomBitsInTheRecordKey() {
    var id = new CallId(3, 200, 1L << 39, 2, -5L);
    assertThat(CallTopic.id(3, 200, 1L << 39, CallTopic.key(2, -5L))).isEqualTo(id);
  }

  @Test
  void isNotReadFromOtherIds() {
    assertThat(CallId.parse("018f3c5e-7b1a-7c3d-9e2f-0123456789ab")).isEmpty();
    assertThat(CallId.parse("not an id at all, but 36 characters!")).isEmpty();
    assertThat(CallId.parse("")).isEmpty();
  }

  @Test
  void queuesSpreadOverAllPartitions() {
    var seen = new HashSet<Integer>();
    for (int i = 0; i < 1_000; i++) {
      seen.add(CallTopic.partition(CallTopic.queue("1000", "s" + i, "LATEST", "f"), 64));
    }
    assertThat(seen).hasSize(64);
  }
}
