// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.kafunc.eventlog.Outcome.Appended;
import io.kafunc.eventlog.Outcome.Refused;
import io.kafunc.eventlog.Outcome.Unavailable;
import io.kafunc.eventlog.Seats.Command.Leave;
import io.kafunc.eventlog.Seats.Command.Take;
import io.kafunc.eventlog.Seats.Event;
import io.kafunc.eventlog.Seats.Event.Left;
import io.kafunc.eventlog.Seats.Event.Taken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every event log must hold, and the writer on top of it. */
abstract class EventLogContract {

  static final Node FIRST = new Node("first", "http://127.0.0.1:1");
  static final Node SECOND = new Node("second", "http://127.0.0.1:2");
  static final Duration SOON = Duration.ofSeconds(20);

  final LocalReaders localReaders = new LocalReaders();
  final List<AutoCloseable> opened = new ArrayList<>();
  EventLog<Event> log;

  /** An empty log. */
  abstract EventLog<Event> emptyLog();

  @BeforeEach
  void openLog() {
    log = emptyLog();
  }

  @AfterEach
  void closeAll() throws Exception {
    for (var one : opened.reversed()) {
      one.close();
    }
  }

  @Test
  void answersEveryCommandOfAGroup() throws Exception {
    var writer = writer(log, ScriptedOwnership.elected(), FIRST);
    var outcomes =
        IntStream.range(0, 500).mapToObj(i -> writer.handle(new Take("s" + i, "ann"))).toList();
    var positions = new ArrayList<Long>();
    for (int i = 0; i < outcomes.size(); i++) {
      var appended = appended(outcomes.get(i));
      assertThat(appended.event()).isEqualTo(new Taken("s" + i, "ann"));
      positions.add(appended.position());
    }
    assertThat(positions).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void decidesACommandOnWhatThoseBeforeItInTheGroupWillHaveDone() throws Exception {
    var writer = writer(log, ScriptedOwnership.elected(), FIRST);
    var first = writer.handle(new Take("1a", "ann"));
    var second = writer.handle(new Take("1a", "bob"));
    var third = writer.handle(new Leave("1a", "ann"));
    assertThat(outcome(first)).isInstanceOf(Appended.class);
    assertThat(outcome(second)).isEqualTo(new Refused<>("1a is ann's"));
    assertThat(appended(third).event()).isEqualTo(new Left("1a"));
  }

  @Test
  void leavesNoEventOfARefusedCommand() throws Exception {
    var writer = writer(log, ScriptedOwnership.elected(), FIRST);
    appended(writer.handle(new Take("1a", "ann")));
    assertThat(outcome(writer.handle(new Take("1a", "bob"))))
        .isEqualTo(new Refused<>("1a is ann's"));
    assertThat(read()).extracting(Recorded::event).containsExactly(new Taken("1a", "ann"));
  }

  @Test
  void answersAWriteWhenEveryLocalReaderHasIt() throws Exception {
    var fast = new CopyOnWriteArrayList<Recorded<Event>>();
    var slow = new CopyOnWriteArrayList<Recorded<Event>>();
    opened.add(log.tail(List.of(fast::addAll)));
    opened.add(
        log.tail(
            List.of(
                batch -> {
                  pause(Duration.ofMillis(20));
                  slow.addAll(batch);
                })));
    var writer = writer(log, ScriptedOwnership.elected(), FIRST);
    for (int i = 0; i < 10; i++) {
      var appended = appended(writer.handle(new Take("s" + i, "ann")));
      var recorded = new Recorded<>(appended.position(), appended.event());
      assertThat(fast).contains(recorded);
      assertThat(slow).contains(recorded);
      assertThat(writer.state()).containsKey("s" + i);
    }
  }

  @Test
  void feedsEveryTailOnceWithEachEventWhicheverOfThemEnds() throws Exception {
    // given
    Reader<Event> careless = _ -> {};
    Reader<Event> failing =
        batch -> {
          if (batch.getLast().event().equals(new Taken("s10", "ann"))) {
            throw new IllegalStateException("does not fit");
          }
        };
    var first = log.tail(List.of(failing));
    opened.add(first);
    var second = log.tail(List.of(careless));
    var third = new CopyOnWriteArrayList<Recorded<Event>>();
    opened.add(log.tail(List.of(third::addAll)));
    var writer = writer(log, ScriptedOwnership.elected(), FIRST);
    // when
    for (int i = 0; i < 30; i++) {
      outcome(writer.handle(new Take("s" + i, "ann")));
      if (i == 10) {
        first.close();
      }
      if (i == 20) {
        second.close();
      }
    }
    // then
    assertThat(first.failure()).isPresent();
    assertThat(third).hasSize(30).isEqualTo(read());
    assertThat(writer.state()).hasSize(30);
  }

  @Test
  void letsAFencedOwnerAppendNothing() throws Exception {
    var first = log.own(FIRST);
    opened.add(first);
    get(first.append(List.of(new Taken("1a", "ann"))));
    var second = log.own(SECOND);
    opened.add(second);
    assertThat(second.epoch()).isGreaterThan(first.epoch());
    assertThatThrownBy(() -> get(first.append(List.of(new Taken("1b", "ann")))))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(OwnershipLostException.class);
    assertThatThrownBy(() -> get(first.append(List.of(new Taken("1c", "ann")))))
        .isInstanceOf(ExecutionException.class);
    get(second.append(List.of(new Taken("2a", "bob"))));
    assertThat(read())
        .extracting(Recorded::event)
        .containsExactly(new Taken("1a", "ann"), new Taken("2a", "bob"));
  }

  @Test
  void refusesNothingInTheNameOfAnOwnerThatIsNoMore() throws Exception {
    var ownership = ScriptedOwnership.elected();
    ownership.reelects(false);
    var writer = writer(log, ownership, FIRST);
    appended(writer.handle(new Take("1a", "ann")));
    opened.add(log.own(SECOND));
    assertThat(outcome(writer.handle(new Take("1b", "ann")))).isInstanceOf(Unavailable.class);
    assertThat(writer.serving()).isFalse();
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(writer.owner()).map(Owner::node).hasValue(SECOND));
    assertThat(outcome(writer.handle(new Take("1a", "bob")))).isInstanceOf(Unavailable.class);
  }

  @Test
  void decidesNothingWithoutARecentHeartbeat() throws Exception {
    var ownership = ScriptedOwnership.elected();
    var writer = writer(log, ownership, FIRST);
    appended(writer.handle(new Take("1a", "ann")));
    ownership.lastHeartbeatAge(Duration.ofSeconds(7));
    assertThat(outcome(writer.handle(new Take("1a", "bob")))).isInstanceOf(Unavailable.class);
    assertThat(outcome(writer.handle(new Take("1b", "bob")))).isInstanceOf(Unavailable.class);
    ownership.lastHeartbeatAge(Duration.ofSeconds(1));
    assertThat(outcome(writer.handle(new Take("1a", "bob")))).isInstanceOf(Refused.class);
  }

  @Test
  void answersAnUnclearAppendFromTheLog() throws Exception {
    var faulty = new FaultyLog<>(log);
    var writer = writer(faulty, ScriptedOwnership.elected(), FIRST);
    appended(writer.handle(new Take("1a", "ann")));
    faulty.next(FaultyLog.Fault.STORED_BUT_UNCLEAR);
    var stored = appended(writer.handle(new Take("1b", "ann")));
    faulty.next(FaultyLog.Fault.NOT_STORED_AND_UNCLEAR);
    var notStored = outcome(writer.handle(new Take("1c", "ann")));
    assertThat(notStored).isInstanceOf(Unavailable.class);
    assertThat(outcome(writer.handle(new Take("1b", "bob")))).isInstanceOf(Refused.class);
    appended(writer.handle(new Take("1c", "bob")));
    assertThat(read()).contains(new Recorded<>(stored.position(), stored.event()));
    assertThat(writer.state()).isEqualTo(Map.of("1a", "ann", "1b", "ann", "1c", "bob"));
  }

  @Test
  void takesNoEpochWithoutBeingElected() throws Exception {
    var ownership = ScriptedOwnership.notElected();
    var writer = writer(log, ownership, FIRST);
    assertThat(outcome(writer.handle(new Take("1a", "ann")))).isInstanceOf(Unavailable.class);
    assertThat(writer.owner()).isEmpty();
    ownership.elect();
    await().atMost(SOON).until(writer::serving);
    appended(writer.handle(new Take("1a", "ann")));
    assertThat(writer.owner()).map(Owner::node).hasValue(FIRST);
  }

  @Test
  void replaysToTheStateThatWasLived() throws Exception {
    var writer = writer(log, ScriptedOwnership.elected(), FIRST);
    var outcomes = new ArrayList<CompletableFuture<Outcome<Event, String>>>();
    for (int i = 0; i < 200; i++) {
      outcomes.add(
          writer.handle(i % 3 == 2 ? new Leave("s" + (i - 2), "ann") : new Take("s" + i, "ann")));
    }
    for (var outcome : outcomes) {
      outcome(outcome);
    }
    var lived = writer.state();
    var other = writer(log, ScriptedOwnership.notElected(), SECOND);
    get(other.tail().readToEnd(SOON));
    assertThat(other.state()).isEqualTo(lived).hasSizeGreaterThan(60);
  }

  @Test
  void beginsWhereAReaderWants() throws Exception {
    var writer = writer(log, ScriptedOwnership.elected(), FIRST);
    appended(writer.handle(new Take("1a", "ann")));
    var second = appended(writer.handle(new Take("1b", "ann")));
    var seen = new CopyOnWriteArrayList<Recorded<Event>>();
    var late =
        new Reader<Event>() {
          @Override
          public long from() {
            return second.position();
          }

          @Override
          public void apply(List<Recorded<Event>> batch) {
            seen.addAll(batch);
          }
        };
    var all = new CopyOnWriteArrayList<Recorded<Event>>();
    Reader<Event> early = all::addAll;
    var tail = log.tail(List.of(early, late));
    opened.add(tail);
    get(tail.readToEnd(SOON));
    assertThat(seen).containsExactly(new Recorded<>(second.position(), second.event()));
    assertThat(all).hasSize(2);
  }

  @Test
  void givesAReaderThatIsBehindTheRestAgainAndTheOthersNothingTwice() throws Exception {
    var writer = writer(log, ScriptedOwnership.elected(), FIRST);
    for (String seat : List.of("1a", "1b", "1c")) {
      appended(writer.handle(new Take(seat, "ann")));
    }
    var forgetful = new Forgetful();
    var others = new CopyOnWriteArrayList<Recorded<Event>>();
    Reader<Event> other = others::addAll;
    var tail = log.tail(List.of(other, forgetful));
    opened.add(tail);
    get(tail.readToEnd(SOON));
    var kept = List.copyOf(forgetful.kept);
    forgetful.kept.subList(1, 3).clear();
    forgetful.lost = true;
    var last = appended(writer.handle(new Take("1d", "ann")));
    get(tail.readToEnd(SOON));
    await().atMost(SOON).until(() -> forgetful.kept.size() == 4);
    assertThat(forgetful.kept)
        .startsWith(kept.toArray(Recorded[]::new))
        .endsWith(new Recorded<>(last.position(), last.event()));
    assertThat(others).containsExactlyElementsOf(forgetful.kept);
    assertThat(tail.failure()).isEmpty();
  }

  /** Keeps what it is given until it loses some of that. */
  private static final class Forgetful implements Reader<Event> {

    private final List<Recorded<Event>> kept = new CopyOnWriteArrayList<>();
    private volatile boolean lost;

    @Override
    public long from() {
      return kept.isEmpty() ? 0 : kept.getLast().position() + 1;
    }

    @Override
    public void apply(List<Recorded<Event>> batch) {
      if (lost) {
        lost = false;
        throw new BehindException("two events are gone");
      }
      kept.addAll(batch);
    }
  }

  @Test
  void stopsATailLoudlyWhenAReaderFails() throws Exception {
    var writer = writer(log, ScriptedOwnership.elected(), FIRST);
    appended(writer.handle(new Take("1a", "ann")));
    Reader<Event> failing =
        batch -> {
          throw new IllegalStateException("does not fit");
        };
    var tail = log.tail(List.of(failing));
    opened.add(tail);
    assertThatThrownBy(() -> get(tail.readToEnd(SOON)))
        .hasCauseInstanceOf(TailStoppedException.class);
    assertThat(tail.failure()).get().isInstanceOf(IllegalStateException.class);
    assertThat(localReaders.failed()).contains(tail);
    assertThat(outcome(writer.handle(new Take("1b", "ann")))).isInstanceOf(Unavailable.class);
  }

  CommandHandler<Map<String, String>, Seats.Command, Event, String> writer(
      EventLog<Event> log, Ownership ownership, Node node) {
    var writer = new CommandHandler<>(new Seats(), log, ownership, localReaders, node);
    writer.start(List.of());
    opened.add(writer);
    if (ownership instanceof ScriptedOwnership scripted && scripted.isElected()) {
      await().atMost(SOON).until(writer::serving);
    }
    return writer;
  }

  List<Recorded<Event>> read() throws Exception {
    var events = new CopyOnWriteArrayList<Recorded<Event>>();
    Reader<Event> reader = events::addAll;
    try (var tail = log.tail(List.of(reader))) {
      get(tail.readToEnd(SOON));
    }
    return events;
  }

  static Outcome<Event, String> outcome(CompletableFuture<Outcome<Event, String>> future)
      throws Exception {
    return get(future);
  }

  static Appended<Event, String> appended(CompletableFuture<Outcome<Event, String>> future)
      throws Exception {
    var outcome = get(future);
    assertThat(outcome).isInstanceOf(Appended.class);
    return (Appended<Event, String>) outcome;
  }

  static <T> T get(CompletableFuture<T> future) throws Exception {
    return future.get(SOON.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** A slow reader, not a test that sleeps. */
  private static void pause(Duration duration) {
    try {
      new CountDownLatch(1).await(duration.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
