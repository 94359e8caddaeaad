// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** UUIDv7 as RFC 9562 has it. */
class RequestIdsTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123Z");

  private final RequestIds ids = new RequestIds(Clock.fixed(NOW, ZoneOffset.UTC), 1);

  @Test
  void carriesTimeVersionAndVariant() {
    UUID id = ids.nextUuid();

    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
    assertThat(ids.next()).hasSize(36);
  }

  @Test
  void ascendsWhileTheClockStandsStill() {
    List<String> drawn = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      drawn.add(ids.next());
    }

    assertThat(drawn).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void neverRepeatsAmongThreads() throws InterruptedException {
    Set<String> drawn = ConcurrentHashMap.newKeySet();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    for (int i = 0; i < 5_000; i++) {
                      drawn.add(ids.next());
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(drawn).hasSize(40_000);
  }
}
