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
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes events on any thread without blocking and delivers them from a thread of its own. Whatever
 * has not arrived {@link #INSURE_AFTER} after it was handed over is on disk as well, so that only
 * the last 100 ms before a kill -9 can be lost; while nothing arrives, new letters go to disk
 * alone. The spool has a limit: what does not fit is counted and reported when letters arrive
 * again.
 *
 * <p>The thread naps for a few milliseconds between looks instead of being woken by each event: a
 * wake-up costs the caller more than the event does. What it does between two looks at its oldest
 * letter is bounded: a burst of letters, and one send that may block.
 */
final class Outbox implements JournalBacklog, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Outbox.class);
  private static final long NAP = Duration.ofMillis(5).toNanos();
  private static final long DOZE = Duration.ofSeconds(1).toNanos();
  private static final long AWAKE_AFTER_WORK = Duration.ofSeconds(1).toNanos();
  private static final long INSURE_AFTER = Duration.ofMillis(40).toNanos();
  private static final long STALLED_AFTER = Duration.ofMillis(500).toNanos();
  private static final long PAUSE_AFTER_FAILURE = Duration.ofMillis(500).toNanos();
  private static final long CLOSE_WAIT = Duration.ofSeconds(2).toNanos();
  private static final long WINDOW_BYTES = 8L * 1024 * 1024;
  private static final int BURST = 256;

  private final Delivery delivery;
  private final Spool spool;
  private final DroppedLetters dropped;
  private final Queue<Handed> incoming = new ConcurrentLinkedQueue<>();
  private final Queue<Flight> told = new ConcurrentLinkedQueue<>();
  private final ArrayDeque<Flight> flights = new ArrayDeque<>();
  private final ArrayDeque<Flight> uninsured = new ArrayDeque<>();
  private final ArrayDeque<Flight> again = new ArrayDeque<>();
  private final Thread thread;
  private long flying;
  private long pausedUntil = System.nanoTime();
  private long diskRestsUntil = System.nanoTime();
  private long lastWork;
  private boolean troubled;
  private volatile boolean dozing;
  private volatile boolean closed;
  private volatile boolean left;
  private volatile long spoolBytes;

  /** An event and when it was handed over. */
  private record Handed(Supplier<Letter> letter, long since) {}

  /** A letter from its first sending to its arrival. */
  private static final class Flight {
    final Letter letter;
    final long since;
    Spool.Segment segment;
    long sent;
    volatile Fate fate;

    Flight(Letter letter, long since) {
      this.letter = letter;
      this.since = since;
    }

    boolean isOver() {
      return fate == Fate.ARRIVED || fate == Fate.REFUSED;
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
    incoming.add(new Handed(letter, System.nanoTime()));
    if (dozing) {
      LockSupport.unpark(thread);
    }
    if (left) {
      keepRest();
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
        complain(fault);
        LockSupport.parkNanos(NAP);
      }
    }
  }

  private void complain(Exception fault) {
    if (!troubled) {
      log.warn("journal is in trouble: {}", fault.toString());
    }
    troubled = true;
  }

  private boolean round() throws IOException {
    settle();
    boolean worked = takeKept() | sendAgain() | sendNew();
    insure();
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
          dropped.report().ifPresent(letter -> sendFirst(letter, System.nanoTime()));
        }
        case FAILED -> {
          pause();
          again.add(flight);
        }
        case REFUSED -> {
          log.warn("journal refused topic={} key={}", flight.letter.topic(), flight.letter.key());
          arrived(flight);
        }
      }
    }
  }

  private void pause() {
    pausedUntil = System.nanoTime() + PAUSE_AFTER_FAILURE;
  }

  private void arrived(Flight flight) throws IOException {
    if (flight.segment != null) {
      spool.delivered(flight.segment);
    }
  }

  private boolean sendNew() {
    var parked = new ArrayList<Letter>();
    long parkedBytes = 0;
    int taken = 0;
    for (; taken < BURST; taken++) {
      var next = incoming.poll();
      if (next == null) {
        break;
      }
      var encoded = encode(next);
      if (encoded.isEmpty()) {
        continue;
      }
      var letter = encoded.get();
      if (isOpen()) {
        sendFirst(letter, next.since);
      } else if (spool.hasRoomFor(parkedBytes + letter.size())) {
        parked.add(letter);
        parkedBytes += letter.size();
      } else {
        dropped.count();
      }
    }
    park(parked);
    return taken > 0;
  }

  /** The event's letter; an event that makes none is counted, and costs no other. */
  private Optional<Letter> encode(Handed event) {
    try {
      return Optional.of(event.letter.get());
    } catch (RuntimeException fault) {
      complain(fault);
      dropped.count();
      return Optional.empty();
    }
  }

  private void park(List<Letter> letters) {
    if (letters.isEmpty()) {
      return;
    }
    try {
      spool.park(letters);
      troubled = false;
    } catch (IOException fault) {
      complain(fault);
      letters.forEach(_ -> dropped.count());
    }
  }

  /** Whether a letter sent now has good hopes: nothing failed just now, nothing is overdue. */
  private boolean isOpen() {
    long now = System.nanoTime();
    if (flying > WINDOW_BYTES || now - pausedUntil < 0) {
      return false;
    }
    var oldest = oldestOpen();
    return oldest == null || now - oldest.sent < STALLED_AFTER;
  }

  private Flight oldestOpen() {
    while (!flights.isEmpty() && flights.peek().fate != null) {
      flights.poll();
    }
    return flights.peek();
  }

  private void sendFirst(Letter letter, long since) {
    var flight = new Flight(letter, since);
    uninsured.add(flight);
    send(flight);
  }

  private void send(Flight flight) {
    flight.fate = null;
    flight.sent = System.nanoTime();
    flights.add(flight);
    flying += flight.letter.size();
    delivery.send(
        flight.letter,
        fate -> {
          flight.fate = fate;
          told.add(flight);
        });
    if (flight.fate == Fate.FAILED) {
      pause();
    }
  }

  /** Puts on disk what should have arrived by now; what the disk refuses, a little later. */
  private void insure() {
    var overdue = takeOverdue();
    if (!overdue.isEmpty() && !isOnDisk(overdue)) {
      overdue.reversed().forEach(uninsured::addFirst);
    }
  }

  /** Lets go of what is over on the way. */
  private List<Flight> takeOverdue() {
    long now = System.nanoTime();
    var overdue = new ArrayList<Flight>();
    for (var flight = uninsured.peek(); flight != null; flight = uninsured.peek()) {
      boolean over = flight.isOver();
      if (!over && now - flight.since < INSURE_AFTER) {
        break;
      }
      uninsured.poll();
      if (!over) {
        overdue.add(flight);
      }
    }
    return overdue;
  }

  private boolean isOnDisk(List<Flight> overdue) {
    if (System.nanoTime() - diskRestsUntil < 0) {
      return false;
    }
    try {
      var segment = spool.insure(overdue.stream().map(flight -> flight.letter).toList());
      overdue.forEach(flight -> flight.segment = segment);
      troubled = false;
      return true;
    } catch (IOException fault) {
      complain(fault);
      diskRestsUntil = System.nanoTime() + PAUSE_AFTER_FAILURE;
      return false;
    }
  }

  private boolean sendAgain() {
    int sent = 0;
    while (sent < BURST && !again.isEmpty() && isOpen()) {
      send(again.poll());
      sent++;
    }
    return sent > 0;
  }

  /** Reads back one file of the spool when nothing else is to be sent again. */
  private boolean takeKept() throws IOException {
    if (!again.isEmpty() || !spool.hasWaiting() || flying > WINDOW_BYTES / 2 || !isOpen()) {
      return false;
    }
    var kept = spool.take();
    for (var each : kept) {
      var flight = new Flight(each.letter(), System.nanoTime());
      flight.segment = each.segment();
      again.add(flight);
    }
    return !kept.isEmpty();
  }

  private void rest() {
    boolean busy =
        oldestOpen() != null
            || !uninsured.isEmpty()
            || !told.isEmpty()
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

  /**
   * Waits a little for what is on its way, unless nothing gets through, and leaves the rest on disk
   * for the next process.
   */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    try (delivery) {
      thread.join();
      long deadline = System.nanoTime() + CLOSE_WAIT;
      do {
        round();
        LockSupport.parkNanos(NAP);
      } while (hasOpen() && isOpen() && System.nanoTime() < deadline);
    } catch (IOException | RuntimeException fault) {
      log.warn("journal sends no more, the rest is kept: {}", fault.toString());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      keepRest();
    }
  }

  private boolean hasOpen() {
    return !incoming.isEmpty() || !again.isEmpty() || oldestOpen() != null;
  }

  /** Called again by whoever ends while the service is closing. */
  private synchronized void keepRest() {
    left = true;
    var rest = new ArrayList<Letter>();
    uninsured.stream()
        .filter(flight -> !flight.isOver())
        .forEach(flight -> rest.add(flight.letter));
    uninsured.clear();
    for (var next = incoming.poll(); next != null; next = incoming.poll()) {
      encode(next).ifPresent(rest::add);
    }
    park(rest);
  }
}
