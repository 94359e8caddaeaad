// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.drain;

import io.kafunc.eventlog.OwnedLog;
import io.kafunc.invoker.async.drain.Desk.Wanted;
import io.kafunc.invoker.async.drain.Takeover.Holding;
import io.kafunc.invoker.async.queue.AppliedPosition;
import io.kafunc.invoker.async.queue.AppliedPosition.Ticket;
import io.kafunc.invoker.async.queue.Claim;
import io.kafunc.invoker.async.queue.PartitionCalls;
import io.kafunc.invoker.async.queue.StatefulCall;
import io.kafunc.schemas.call.CallEvent;
import io.kafunc.schemas.call.CallId;
import io.kafunc.schemas.call.CallSnapshot.KeptCall;
import io.kafunc.schemas.call.InvocationRequested;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One partition in this process's hands. Its loop, on a virtual thread, turns what was read and
 * what has ended into events, many at once, and goes on when they are on disk: a call reaches an
 * instance only after its start is, and is forgotten only after its end is. A fence error or an
 * append of unclear fate ends it at once; nothing is retried here. Thread-safe.
 */
final class PartitionOwner implements CallReader.Sink {

  private static final Logger LOG = LoggerFactory.getLogger(PartitionOwner.class);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  private final Surroundings with;
  private final int partition;
  private final OwnedLog<CallEvent> log;
  private final PartitionCalls calls;
  private final Desk desk;
  private final Course course;
  private final Settling settling;
  private final AppliedPosition applied;
  private final SnapshotRhythm rhythm;
  private final Admission admission;
  private final CompletableFuture<Void> caughtUp = new CompletableFuture<>();
  private final long callsEnd;
  private final BiConsumer<PartitionOwner, Throwable> onLost;
  private final ReentrantLock lock = new ReentrantLock();
  private final Bell bell = new Bell();
  private final ConcurrentLinkedQueue<Runnable> inbox = new ConcurrentLinkedQueue<>();
  private final List<Letter> outbox = new ArrayList<>();
  private final AtomicBoolean gone = new AtomicBoolean();
  private final CompletableFuture<Void> idle = new CompletableFuture<>();
  private volatile boolean stopping;
  private int onTheirWay;

  PartitionOwner(Surroundings with, Holding holding, BiConsumer<PartitionOwner, Throwable> onLost) {
    this.with = with;
    this.partition = holding.partition();
    this.log = holding.log();
    this.calls = holding.calls();
    this.callsEnd = holding.callsEnd();
    this.onLost = onLost;
    this.applied = new AppliedPosition(log.epoch() + 1);
    this.desk =
        new Desk(calls, new Lanes(with.budget()), with.dispatch(), with.rules()::concurrency);
    this.settling = new Settling(this, with, calls, log.epoch());
    this.course = new Course(this, with, desk, calls, settling, log.epoch());
    this.rhythm = new SnapshotRhythm(with, holding, applied);
    this.admission = new Admission(this, with);
  }

  void start() {
    lock.lock();
    try {
      var interrupted = calls.handedOut();
      var offsets = interrupted.stream().map(Claim::offset).collect(Collectors.toSet());
      with.attempts()
          .forgetEnded(partition, offset -> offset >= calls.position() || offsets.contains(offset));
      interrupted.forEach(course::resume);
      settling.resume();
      noteWhenCaughtUp();
    } finally {
      lock.unlock();
    }
    with.reader().add(partition, this);
    Thread.ofVirtual().name("calls-" + partition).start(this::work);
  }

  /** Keeps a call as a dead letter no longer; ends when that is on disk. */
  CompletableFuture<Void> bury(KeptCall call) {
    return settling.bury(call);
  }

  /** Accepts a stateful call once all calls before this owner are known. */
  CompletionStage<CallId> accept(
      InvocationRequested call, Function<InvocationRequested, CompletionStage<CallId>> append) {
    return caughtUp.thenComposeAsync(_ -> admission.accept(call, append), with.executor());
  }

  /** Ends when all calls that were there before this owner have been read. */
  CompletionStage<Void> caughtUp() {
    return caughtUp;
  }

  Optional<StatefulCall> stateful(String queue, String invocationId) {
    return ask(_ -> calls.stateful(queue, invocationId));
  }

  /**
   * Ends an open call; see {@link Course#stop}.
   *
   * @param call as it was accepted
   * @return ends when the call's end is on disk
   */
  CompletableFuture<Void> stop(StoredCall stored, InvocationRequested call) {
    var ended = new CompletableFuture<Void>();
    tell(() -> course.stop(stored, call, ended));
    return ended;
  }

  /** Whether a call that runs is being stopped. */
  boolean isStopping(long offset) {
    return course.isStopping(offset);
  }

  boolean isGone() {
    return gone.get();
  }

  int partition() {
    return partition;
  }

  /** Looks at the open calls; {@code question} must be quick and keep nothing. */
  <T> T ask(Function<PartitionCalls, T> question) {
    lock.lock();
    try {
      return question.apply(calls);
    } finally {
      lock.unlock();
    }
  }

  /** The queues in which calls wait or run. */
  List<QueueDepth> depths() {
    return ask(_ -> desk.depths());
  }

  @Override
  public long position() {
    return ask(PartitionCalls::position);
  }

  @Override
  public void read(List<ConsumerRecord<byte[], byte[]>> records) {
    lock.lock();
    try {
      records.forEach(this::index);
      noteWhenCaughtUp();
    } finally {
      lock.unlock();
    }
    bell.ring();
  }

  @Override
  public void passed(long offset) {
    lock.lock();
    try {
      if (offset > calls.position()) {
        calls.passed(offset);
      }
      noteWhenCaughtUp();
    } finally {
      lock.unlock();
    }
  }

  /** Under the lock. */
  private void noteWhenCaughtUp() {
    if (calls.position() >= callsEnd) {
      calls.caughtUp();
      caughtUp.complete(null);
    }
  }

  @Override
  public void failed(Throwable cause) {
    lose(cause);
  }

  /** Something to be done in the loop, under the lock. */
  void tell(Runnable news) {
    inbox.add(news);
    bell.ring();
  }

  /** An event to be appended in this turn; under the lock. */
  void write(Letter letter) {
    outbox.add(letter);
  }

  /** Ends well: no more calls are handed out, running ones may end, the rest is written down. */
  void stop(Duration patience) {
    stopping = true;
    bell.ring();
    try {
      idle.completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS).join();
      if (!gone.get() && writeDown()) {
        rhythm.written().completeOnTimeout(null, 2, TimeUnit.SECONDS).join();
      }
    } finally {
      drop(Runnable::run);
    }
  }

  /** Not while the log takes nothing: it would take no snapshot either. */
  private boolean writeDown() {
    lock.lock();
    try {
      boolean logAnswers = onTheirWay == 0;
      if (logAnswers) {
        rhythm.write(calls);
      }
      return logAnswers;
    } finally {
      lock.unlock();
    }
  }

  /** Ends at once: somebody else owns the partition, or may. */
  void drop() {
    drop(with.executor());
  }

  /** Nobody need wait for a log that may not answer. */
  private void drop(Executor closing) {
    if (gone.compareAndSet(false, true)) {
      with.reader().remove(partition, this);
      lock.lock();
      try {
        desk.letGo();
        admission.close();
        caughtUp.completeExceptionally(DeadLetters.noOwner());
      } finally {
        lock.unlock();
      }
      idle.complete(null);
      bell.ring();
      try {
        closing.execute(log::close);
      } catch (RejectedExecutionException stopped) {
        log.close();
      }
    }
  }

  private void lose(Throwable cause) {
    if (!gone.get()) {
      LOG.warn("partition lost partition={} epoch={}", partition, log.epoch(), cause);
      drop();
      onLost.accept(this, cause);
    }
  }

  private void index(ConsumerRecord<byte[], byte[]> record) {
    if (record.offset() < calls.position()) {
      return;
    }
    if (record.value() == null) {
      calls.passed(record.offset() + 1);
      return;
    }
    var call = StoredCall.of(record);
    var label = CallLabel.of(record.headers());
    var taken = desk.index(call, label);
    label.stateful(call).ifPresent(admission::read);
    switch (taken) {
      case DUPLICATE -> course.dropDuplicate(call);
      case INTERRUPTED -> course.resume(new Claim(label.queue(), record.offset(), 1, 0));
      case KNOWN -> with.attempts().remove(partition, record.offset());
      case WAITS -> {}
    }
  }

  private void work() {
    try {
      while (!gone.get()) {
        turn();
        bell.await(untilNextTurn());
      }
    } catch (InterruptedException | RuntimeException e) {
      lose(e);
    }
  }

  private void turn() {
    List<Letter> letters;
    List<Ticket> tickets;
    List<Wanted> wanted;
    lock.lock();
    try {
      for (var news = inbox.poll(); news != null; news = inbox.poll()) {
        news.run();
      }
      var now = with.clock().instant();
      desk.wake(now);
      if (!stopping) {
        desk.claim(now).forEach(course::start);
      }
      wanted = desk.wanted();
      letters = List.copyOf(outbox);
      outbox.clear();
      tickets = letters.stream().map(_ -> applied.announce()).toList();
      onTheirWay += letters.size();
      if (stopping && desk.inFlight() == 0 && onTheirWay == 0) {
        idle.complete(null);
      }
      settling.lapse(now);
      rhythm.tick(calls);
    } finally {
      lock.unlock();
    }
    wanted.forEach(this::fetch);
    if (!letters.isEmpty()) {
      append(letters, tickets);
    }
  }

  private void append(List<Letter> letters, List<Ticket> tickets) {
    log.append(letters.stream().map(Letter::event).toList())
        .whenCompleteAsync(
            (positions, failure) -> {
              if (failure == null) {
                onDisk(letters, tickets, positions);
              } else {
                lose(failure);
              }
            },
            with.executor());
  }

  private void onDisk(List<Letter> letters, List<Ticket> tickets, List<Long> positions) {
    lock.lock();
    try {
      if (gone.get()) {
        return;
      }
      for (int i = 0; i < letters.size(); i++) {
        letters.get(i).applied().run();
        applied.applied(tickets.get(i), positions.get(i));
      }
      onTheirWay -= letters.size();
    } finally {
      lock.unlock();
    }
    letters.forEach(letter -> letter.then().run());
    if (stopping) {
      bell.ring();
    }
  }

  private void fetch(Wanted order) {
    with.fetcher()
        .fetch(partition, order.offsets(), Math.max(1, with.budget().free()))
        .whenComplete(
            (found, failure) ->
                tell(
                    () -> {
                      if (failure == null) {
                        desk.fetched(order, found);
                      } else {
                        LOG.warn("payloads not fetched partition={}", partition, failure);
                        desk.notFetched(order, with.clock().instant().plusSeconds(1));
                      }
                    }));
  }

  private Duration untilNextTurn() {
    return ask(_ -> desk.nextWake())
        .map(next -> Duration.between(with.clock().instant(), next))
        .filter(wait -> wait.compareTo(LONGEST_WAIT) < 0)
        .orElse(LONGEST_WAIT);
  }
}
