// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kafunc.invoker.journal.Delivery.Fate;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxTest {

  private static final long ROOM = 1024 * 1024;

  @TempDir Path folder;

  private final Wire wire = new Wire();
  private final Map<Integer, WeakReference<Letter>> letters = new ConcurrentHashMap<>();

  @Test
  void deliversEachEventOnceAndTouchesNoDisk() throws IOException {
    try (var outbox = outbox(ROOM)) {
      add(outbox, 0, 100);

      await().untilAsserted(() -> assertThat(wire.arrived).hasSize(100));
    }
    assertThat(wire.arrived).doesNotHaveDuplicates();
    assertThat(files()).isEmpty();
  }

  @Test
  void keepsOnDiskWhatIsNotAcked() {
    wire.silent = true;
    try (var outbox = outbox(ROOM)) {
      add(outbox, 0, 10);

      await().untilAsserted(() -> assertThat(kept()).hasSize(10));
      wire.answerAll();
      await().untilAsserted(() -> assertThat(files()).isEmpty());
    }
    assertThat(wire.arrived).hasSize(10).doesNotHaveDuplicates();
  }

  @Test
  void deliversOnceEachWhatCameWhileNothingGotThrough() {
    try (var outbox = outbox(ROOM)) {
      wire.down = true;
      add(outbox, 0, 50);
      await().untilAsserted(() -> assertThat(outbox.spoolBytes()).isPositive());
      add(outbox, 50, 100);
      wire.down = false;

      await().untilAsserted(() -> assertThat(wire.arrived).hasSize(100));
      await().untilAsserted(() -> assertThat(files()).isEmpty());
    }
    assertThat(wire.arrived).doesNotHaveDuplicates();
  }

  @Test
  void theNextProcessDeliversWhatThisOneLeft() {
    wire.down = true;
    try (var outbox = outbox(ROOM)) {
      add(outbox, 0, 20);
      await().untilAsserted(() -> assertThat(kept()).hasSize(20));
    }
    wire.down = false;

    try (var next = outbox(ROOM)) {
      await().untilAsserted(() -> assertThat(wire.arrived).hasSize(20));
      await().untilAsserted(() -> assertThat(next.spoolBytes()).isZero());
    }
    assertThat(wire.arrived).doesNotHaveDuplicates();
  }

  @Test
  void aTornEndOfAFileCostsNothingBeforeIt() throws IOException {
    wire.down = true;
    try (var outbox = outbox(ROOM)) {
      add(outbox, 0, 5);
      await().untilAsserted(() -> assertThat(kept()).hasSize(5));
    }
    var file = files().getFirst();
    var bytes = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 3));
    wire.down = false;

    try (var next = outbox(ROOM)) {
      await().untilAsserted(() -> assertThat(next.spoolBytes()).isZero());
    }
    assertThat(wire.arrived).hasSize(4);
  }

  @Test
  void countsWhatTheFullSpoolCannotTakeAndReportsTheGap() {
    try (var outbox = outbox(1000)) {
      wire.down = true;
      add(outbox, 0, 1);
      await().untilAsserted(() -> assertThat(outbox.spoolBytes()).isPositive());
      add(outbox, 1, 200);
      await().untilAsserted(() -> assertThat(outbox.dropped()).isPositive());
      wire.down = false;

      await().untilAsserted(() -> assertThat(wire.arrived).anyMatch(v -> v.startsWith("gap")));
      await()
          .untilAsserted(
              () -> {
                long letters = wire.arrived.stream().filter(v -> v.startsWith("letter")).count();
                assertThat(wire.arrived).contains("gap " + (200 - letters));
              });
    }
  }

  @Test
  void oneFailureIsEnoughToSendTheOthersToDisk() {
    wire.down = true;
    var outbox = unstarted(ROOM);
    add(outbox, 0, 2_000);

    try (outbox) {
      outbox.start();
      await().untilAsserted(() -> assertThat(kept()).hasSize(2_000));
      assertThat(wire.attempts).hasValueLessThan(100);
    }
  }

  @Test
  void whatAnEarlierProcessLeftIsNotTriedLetterByLetterEither() {
    wire.down = true;
    try (var outbox = outbox(ROOM)) {
      add(outbox, 0, 2_000);
      await().untilAsserted(() -> assertThat(kept()).hasSize(2_000));
    }
    wire.attempts.set(0);

    try (var next = outbox(ROOM)) {
      await().untilAsserted(() -> assertThat(wire.attempts).hasPositiveValue());
      add(next, 2_000, 2_001);
      await().untilAsserted(() -> assertThat(kept()).hasSize(2_001));
      assertThat(wire.attempts).hasValueLessThan(100);
      wire.down = false;
      await().untilAsserted(() -> assertThat(wire.arrived).hasSize(2_001));
    }
    assertThat(wire.arrived).doesNotHaveDuplicates();
  }

  @Test
  void keepsOnDiskWhatFailsOnItsWay() {
    wire.silent = true;
    try (var outbox = outbox(ROOM)) {
      add(outbox, 0, 10);
      await().untilAsserted(() -> assertThat(wire.unanswered).hasSize(10));
      wire.down = true;
      wire.failAll();

      await().untilAsserted(() -> assertThat(kept()).hasSize(10));
    }
  }

  @Test
  void countsWhatTheDiskRefusesAndReportsTheGap() throws IOException {
    try (var outbox = outbox(ROOM)) {
      wire.down = true;
      Files.delete(folder);
      add(outbox, 0, 10);
      await().untilAsserted(() -> assertThat(outbox.dropped()).isPositive());
      Files.createDirectory(folder);
      wire.down = false;
      add(outbox, 10, 11);

      await().untilAsserted(() -> assertThat(wire.arrived).anyMatch(v -> v.startsWith("gap")));
      await().untilAsserted(() -> assertThat(wire.arrived).contains("letter 10"));
    }
  }

  @Test
  void aDiskThatRefusesHoldsUpNothingAndNothingPilesUpInMemory() throws IOException {
    wire.silent = true;
    try (var outbox = outbox(ROOM)) {
      Files.delete(folder);
      add(outbox, 0, 100);
      await().untilAsserted(() -> assertThat(wire.unanswered).hasSize(100));
      wire.down = true;
      wire.failAll();
      await().untilAsserted(() -> assertThat(wire.attempts).hasValueGreaterThan(100));
      wire.down = false;
      wire.silent = false;

      await().untilAsserted(() -> assertThat(wire.arrived).hasSize(100));
      add(outbox, 100, 101);
      await().untilAsserted(() -> assertThat(wire.arrived).hasSize(101));
      await().untilAsserted(() -> assertThat(inMemory(0, 100)).isZero());
    }
    assertThat(wire.arrived).doesNotHaveDuplicates();
  }

  @Test
  void oneLetterTriesTheWayForAllThatComeWhileItIsClosed() {
    wire.down = true;
    try (var outbox = outbox(ROOM)) {
      var next = new AtomicInteger();
      await()
          .pollInterval(Duration.ofMillis(1))
          .until(
              () -> {
                add(outbox, next.get(), next.incrementAndGet());
                return wire.attempts.get() >= 4;
              });
      assertThat(wire.tried).hasSizeLessThan(3);
      wire.down = false;

      await().untilAsserted(() -> assertThat(wire.arrived).hasSize(next.get()));
    }
    assertThat(wire.arrived).doesNotHaveDuplicates();
  }

  @Test
  void anEventThatCannotBeEncodedIsCountedAndCostsNoOther() {
    wire.down = true;
    var outbox = unstarted(ROOM);
    add(outbox, 0, 5);
    addUnencodable(outbox);
    add(outbox, 5, 10);

    try (outbox) {
      outbox.start();
      await().untilAsserted(() -> assertThat(kept()).hasSize(10));
      assertThat(outbox.dropped()).isEqualTo(1);
      wire.down = false;

      await().untilAsserted(() -> assertThat(wire.arrived).hasSize(11).contains("gap 1"));
    }
  }

  @Test
  void aFaultWhileItClosesLosesNothing() throws IOException {
    wire.faulty = true;
    var outbox = unstarted(ROOM);
    add(outbox, 0, 5);
    addUnencodable(outbox);
    add(outbox, 5, 10);

    outbox.close();

    assertThat(kept()).hasSize(10);
    assertThat(outbox.dropped()).isEqualTo(1);
    assertThat(wire.closed).isTrue();
  }

  private Outbox outbox(long limit) {
    return unstarted(limit).start();
  }

  private Outbox unstarted(long limit) {
    var dropped =
        new DroppedLetters(
            (count, _, _) -> new Letter("t", "gap", ("gap " + count).getBytes(UTF_8)),
            Clock.systemUTC());
    return new Outbox(wire, new Spool(folder, limit), dropped);
  }

  private void add(Outbox outbox, int from, int to) {
    IntStream.range(from, to).forEach(i -> outbox.add(() -> letter(i)));
  }

  private static void addUnencodable(Outbox outbox) {
    outbox.add(
        () -> {
          throw new IllegalArgumentException("no schema has this");
        });
  }

  private Letter letter(int i) {
    var letter = new Letter("topic", "key" + i, ("letter " + i).getBytes(UTF_8));
    letters.put(i, new WeakReference<>(letter));
    return letter;
  }

  /** How many of these letters somebody still holds. */
  private long inMemory(int from, int to) {
    System.gc();
    return IntStream.range(from, to).filter(i -> letters.get(i).get() != null).count();
  }

  private List<Path> files() throws IOException {
    try (var list = Files.list(folder)) {
      return list.sorted().toList();
    }
  }

  private List<Letter> kept() throws IOException {
    var letters = new ArrayList<Letter>();
    for (Path file : files()) {
      var in = java.nio.ByteBuffer.wrap(Files.readAllBytes(file));
      for (var letter = Letter.readFrom(in); letter.isPresent(); letter = Letter.readFrom(in)) {
        letters.add(letter.get());
      }
    }
    return letters;
  }

  /** Kafka's stand-in: delivers, fails, or says nothing until asked. */
  private static final class Wire implements Delivery {

    final Queue<String> arrived = new ConcurrentLinkedQueue<>();
    final Queue<Runnable> unanswered = new ConcurrentLinkedQueue<>();
    final Queue<Runnable> failing = new ConcurrentLinkedQueue<>();
    final AtomicInteger attempts = new AtomicInteger();
    final Set<String> tried = ConcurrentHashMap.newKeySet();
    volatile boolean down;
    volatile boolean silent;
    volatile boolean faulty;
    volatile boolean closed;

    @Override
    public void send(Letter letter, Consumer<Fate> told) {
      attempts.incrementAndGet();
      tried.add(letter.key());
      if (faulty) {
        throw new IllegalStateException("no producer");
      }
      if (down) {
        told.accept(Fate.FAILED);
        return;
      }
      if (silent) {
        unanswered.add(() -> arrive(letter, told));
        failing.add(() -> told.accept(Fate.FAILED));
      } else {
        arrive(letter, told);
      }
    }

    private void arrive(Letter letter, Consumer<Fate> told) {
      arrived.add(new String(letter.value(), UTF_8));
      told.accept(Fate.ARRIVED);
    }

    void failAll() {
      unanswered.clear();
      drain(failing);
    }

    void answerAll() {
      silent = false;
      failing.clear();
      drain(unanswered);
    }

    private static void drain(Queue<Runnable> answers) {
      for (var answer = answers.poll(); answer != null; answer = answers.poll()) {
        answer.run();
      }
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
