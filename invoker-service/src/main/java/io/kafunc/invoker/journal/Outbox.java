// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.journal;

import io.kafunc.invoker.invocation.JournalBacklog;
import io.kafunc.invoker.journal.Delivery.Fate;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes events on any thread without blocking and delivers them from a thread of its own. What has
 * not arrived soon after is on disk as well, so that only the last 100 ms before a kill -9 can be
 * lost; while nothing arrives, new letters go to disk alone. The spool has a limit: what does not
 * fit is counted and reported when letters arrive again.
 *
 * <p>The thread naps for a few milliseconds between looks instead of being woken by each event: a
 * wake-up costs the caller more than the event does.
 */
final class Outbox implements JournalBacklog, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Outbox.class);
  private static final long NAP = Duration.ofMillis(5).toNanos();
  private static final long DOZE = Duration.ofSeconds(1).toNanos();
  private static final long AWAKE_AFTER_WORK = Duration.ofSeconds(1).toNanos();
  private static final long INSURE_AFTER = Duration.ofMillis(60).toNanos();
  private static final long STALLED_AFTER = Duration.ofMillis(500).toNanos();
  private static final long PAUSE_AFTER_FAILURE = Duration.ofMillis(500).toNanos();
  private static final long CLOSE_WAIT = Duration.ofSeconds(2).toNanos();
  private static final long WINDOW_BYTES = 8L * 1024 * 1024;

  private final Delivery delivery;
  private final Spool spool;
  private final DroppedLetters dropped;
  private final Queue<Supplier<Letter>> incoming = new ConcurrentLinkedQueue<>();
  private final Queue<Flight> told = new ConcurrentLinkedQueue<>();
  private final ArrayDeque<Flight> flights = new ArrayDeque<>();
  private final ArrayDeque<Flight> again = new ArrayDeque<>();
  private final Thread thread;
  private long flying;
  private long pausedUntil = Long.MIN_VALUE;
  private long lastWork;
  private volatile boolean dozing;
  private volatile boolean closed;
  private volatile boolean left;
  private volatile long spoolBytes;

  /** A letter between its sending and its fate. */
  private static final class Flight {
    final Letter letter;
    final long since;
    Spool.Segment segment;
    volatile Fate fate;

    Flight(Letter letter, Spool.Segment segment, long since) {
      this.letter = letter;
      this.segment = segment;
      this.since = since;
    }
  }

  Outbox(Delivery delivery, Spool spool, DroppedLetters dropped) {
    this.delivery = delivery;
    this.spool = spool;
    this.dropped = dropped;
    this.thread = Thread.ofPlatform().name("journal-outbox").daemon(true).unstarted(this::run);
  }

  Outbox start() {
    lastWork = System.nanoTime();
    thread.start();
    return this;
  }

  /** Takes an event; it is encoded later, on the outbox's thread. */
  void add(Supplier<Letter> letter) {
    incoming.add(letter);
    if (dozing) {
      LockSupport.unpark(thread);
    }
    if (left) {
      keepLate();
    }
  }

  @Override
  public long spoolBytes() {
    return spoolBytes;
  }

  @Override
  public long dropped() {
    return dropped.total();
  }

  private void run() {
    while (!closed) {
      try {
        if (!round()) {
          rest();
        }
      } catch (IOException | RuntimeException fault) {
        log.warn("journal is in trouble: {}", fault.toString());
        LockSupport.parkNanos(NAP);
      }
    }
  }

  private boolean round() throws IOException {
    settle();
    boolean worked = sendNew();
    insure();
    if (isOpen()) {
      worked |= sendAgain() | sendKept();
    }
    spoolBytes = spool.bytes();
    if (worked) {
      lastWork = System.nanoTime();
    }
    return worked;
  }

  /** Books what has become of letters. */
  private void settle() throws IOException {
    for (Flight flight = told.poll(); flight != null; flight = told.poll()) {
      flying -= flight.letter.size();
      switch (flight.fate) {
        case ARRIVED -> {
          arrived(flight);
          dropped.report().ifPresent(letter -> send(letter, null));
        }
        case FAILED -> {
          pausedUntil = System.nanoTime() + PAUSE_AFTER_FAILURE;
          again.add(flight);
        }
        case REFUSED -> {
          log.warn("journal refused topic={} key={}", flight.letter.topic(), flight.letter.key());
          arrived(flight);
        }
      }
    }
  }

  private void arrived(Flight flight) throws IOException {
    if (flight.segment != null) {
      spool.delivered(flight.segment);
    }
  }

  private boolean sendNew() throws IOException {
    boolean worked = false;
    var parked = new ArrayList<Letter>();
    long parkedBytes = 0;
    for (var next = incoming.poll(); next != null; next = incoming.poll()) {
      worked = true;
      var letter = next.get();
      if (isOpen()) {
        send(letter, null);
      } else if (spool.hasRoomFor(parkedBytes + letter.size())) {
        parked.add(letter);
        parkedBytes += letter.size();
      } else {
        dropped.count(letter);
      }
      if (parked.size() >= 256) {
        park(parked);
        parkedBytes = 0;
      }
    }
    park(parked);
    return worked;
  }

  private void park(List<Letter> letters) throws IOException {
    if (!letters.isEmpty()) {
      spool.park(letters);
      letters.clear();
    }
  }

  /** Whether a letter sent now has good hopes: nothing failed just now, nothing is overdue. */
  private boolean isOpen() {
    long now = System.nanoTime();
    if (flying > WINDOW_BYTES || now < pausedUntil) {
      return false;
    }
    var oldest = oldestOpen();
    return oldest == null || now - oldest.since < STALLED_AFTER;
  }

  private Flight oldestOpen() {
    while (!flights.isEmpty() && flights.peek().fate != null) {
      flights.poll();
    }
    return flights.peek();
  }

  private void send(Letter letter, Spool.Segment segment) {
    var flight = new Flight(letter, segment, System.nanoTime());
    flights.add(flight);
    flying += letter.size();
    delivery.send(
        letter,
        fate -> {
          flight.fate = fate;
          told.add(flight);
        });
  }

  /** Puts on disk what should have arrived by now. */
  private void insure() throws IOException {
    long now = System.nanoTime();
    var overdue = new ArrayList<Flight>();
    oldestOpen();
    for (Flight flight : flights) {
      if (now - flight.since < INSURE_AFTER) {
        break;
      }
      if (flight.segment == null && flight.fate == null) {
        overdue.add(flight);
      }
    }
    again.stream().filter(flight -> flight.segment == null).forEach(overdue::add);
    if (!overdue.isEmpty()) {
      var segment = spool.insure(overdue.stream().map(flight -> flight.letter).toList());
      overdue.forEach(flight -> flight.segment = segment);
    }
  }

  private boolean sendAgain() {
    boolean worked = !again.isEmpty();
    for (int left = again.size(); left > 0 && isOpen(); left--) {
      var flight = again.poll();
      send(flight.letter, flight.segment);
    }
    return worked;
  }

  private boolean sendKept() throws IOException {
    if (!spool.hasWaiting() || flying > WINDOW_BYTES / 2) {
      return false;
    }
    var kept = spool.take();
    kept.forEach(each -> send(each.letter(), each.segment()));
    return !kept.isEmpty();
  }

  private void rest() {
    boolean busy =
        !flights.isEmpty()
            || !again.isEmpty()
            || spool.hasWaiting()
            || System.nanoTime() - lastWork < AWAKE_AFTER_WORK;
    if (busy) {
      LockSupport.parkNanos(NAP);
      return;
    }
    dozing = true;
    if (incoming.isEmpty() && !closed) {
      LockSupport.parkNanos(DOZE);
    }
    dozing = false;
  }

  /** Waits a little for what is on its way, and leaves the rest on disk for the next process. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    try {
      thread.join();
      long deadline = System.nanoTime() + CLOSE_WAIT;
      do {
        round();
        LockSupport.parkNanos(NAP);
      } while (hasOpen() && System.nanoTime() < deadline);
      keepRest();
    } catch (IOException fault) {
      log.warn("journal could not keep its last letters: {}", fault.toString());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    delivery.close();
  }

  /** A call that ended while the service was closing. */
  private synchronized void keepLate() {
    try {
      keepRest();
    } catch (IOException fault) {
      log.warn("journal could not keep a late letter: {}", fault.toString());
    }
  }

  private boolean hasOpen() {
    return !incoming.isEmpty() || !again.isEmpty() || oldestOpen() != null;
  }

  private synchronized void keepRest() throws IOException {
    left = true;
    var rest = new ArrayList<Letter>();
    for (var next = incoming.poll(); next != null; next = incoming.poll()) {
      rest.add(next.get());
    }
    flights.stream()
        .filter(flight -> flight.fate == null && flight.segment == null)
        .forEach(flight -> rest.add(flight.letter));
    flights.clear();
    park(rest);
  }
}
