// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.lucene;

import static io.kafunc.log.Given.NOON;
import static io.kafunc.log.Given.call;
import static io.kafunc.log.Given.id;
import static io.kafunc.log.Given.line;
import static io.kafunc.log.lucene.StoreFixture.PARTITION;
import static org.assertj.core.api.Assertions.assertThat;

import io.kafunc.log.store.Checkpoint;
import io.kafunc.log.store.Coverage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the port promises to the thread that ingests: rows and places stay together. */
class DurabilityTest {

  @TempDir Path folder;
  private StoreFixture store;

  @BeforeEach
  void open() {
    store = new StoreFixture(folder, Duration.ofDays(30));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void losesRowsAndTheirPlacesTogetherWhenKilled() {
    store.add(call(1, NOON));
    store.commit();
    store.add(call(2, NOON));

    Checkpoint restored = store.kill();

    assertThat(store.ids()).containsExactly(id(1));
    assertThat(restored.held(PARTITION)).isEqualTo(Coverage.NONE.plus(0, 1));
  }

  @Test
  void keepsEverythingThroughAStop() {
    store.add(call(1, NOON));
    store.add(line(1, NOON, 1, "hello"));
    store.store().invocations().section().fenced(PARTITION, 17);

    Checkpoint restored = store.stopAndStart();

    assertThat(store.ids()).containsExactly(id(1));
    assertThat(store.messages("hello")).hasSize(1);
    assertThat(restored.fence(PARTITION)).isEqualTo(17);
  }

  @Test
  void knowsACallAgainThatIsSentTwiceAcrossARestartAndAMidnight() {
    store.add(call(1, NOON));
    store.stopAndStart();
    store.clock.advance(Duration.ofDays(1));
    store.add(call(1, NOON), call(2, NOON));

    assertThat(store.ids()).containsExactly(id(2), id(1));
  }

  @Test
  void commitsAfterThirtySeconds() {
    store.add(call(1, NOON));
    store.settle();
    store.clock.advance(Duration.ofSeconds(30));
    store.settle();

    assertThat(store.kill().held(PARTITION)).isEqualTo(Coverage.NONE.plus(0, 1));
  }

  @Test
  void beginsAnIndexEachDayAndAsksThemAll() {
    for (int n = 0; n < 3; n++) {
      store.add(call(n, NOON.plus(Duration.ofDays(n))));
      store.settle();
      store.clock.advance(Duration.ofDays(1));
    }
    store.settle();

    assertThat(store.ids()).containsExactly(id(2), id(1), id(0));
    assertThat(folder.resolve("invocations/2026-11-20")).isDirectory();
    assertThat(folder.resolve("invocations/2026-11-22")).isDirectory();
    assertThat(store.stopAndStart().held(PARTITION)).isEqualTo(Coverage.NONE.plus(0, 3));
    assertThat(store.ids()).hasSize(3);
  }

  @Test
  void dropsWholeDaysWhenTheyAreOldAndDoesNotAskKafkaForThemAgain() {
    store.add(call(1, NOON));
    store.settle();
    store.clock.advance(Duration.ofDays(32));
    store.settle();
    store.add(call(2, NOON));
    store.settle();
    store.clock.advance(Duration.ofSeconds(30));
    store.settle();

    assertThat(store.ids()).containsExactly(id(2));
    assertThat(folder.resolve("invocations/2026-11-20")).doesNotExist();
    assertThat(store.stopAndStart().held(PARTITION)).isEqualTo(Coverage.NONE.plus(0, 2));
  }

  @Test
  void leavesAGapWhereADayWasDeleted() throws IOException {
    for (int n = 0; n < 3; n++) {
      store.add(call(n, NOON));
      store.commit();
      store.clock.advance(Duration.ofDays(1));
      store.settle();
    }
    store.close();
    new DayFolders(folder.resolve("invocations")).delete(LocalDate.of(2026, 11, 21));

    store = new StoreFixture(folder, Duration.ofDays(30));

    assertThat(store.restored().held(PARTITION)).isEqualTo(Coverage.parse("0-1 2-3"));
    assertThat(store.ids()).containsExactly(id(2), id(0));
  }

  @Test
  void dropsAnIndexInWhichAnyFileIsNoise() throws IOException {
    store.add(call(1, NOON));
    store.commit();
    store.close();
    for (String name : files()) {
      fillWithNoise(folder.resolve("invocations/2026-11-20").resolve(name));
      store = new StoreFixture(folder, Duration.ofDays(30));

      assertThat(store.restored().held(PARTITION)).as(name).isEqualTo(Coverage.NONE);
      assertThat(store.ids()).isEmpty();
      store.add(call(1, NOON));
      store.commit();
      store.close();
    }
  }

  @Test
  void dropsAnIndexOfAnotherTopic() {
    store.add(call(1, NOON));
    store.commit();

    var other = store.store().invocations().section().restore(Map.of("t", "id-2"));

    assertThat(other).isEqualTo(Checkpoint.EMPTY);
    assertThat(store.ids()).isEmpty();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("invocations/2026-11-20"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.equals("write.lock"))
          .sorted()
          .toList();
    }
  }

  private static void fillWithNoise(Path file) throws IOException {
    var noise = new byte[(int) Files.size(file)];
    new Random(1).nextBytes(noise);
    Files.write(file, noise);
  }
}
