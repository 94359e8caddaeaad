// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one writer of a partition: decide, append, evolve, answer. While elected it takes the epoch,
 * reads to the end and then writes group after group; {@link #write} is the whole path of a write.
 *
 * <p>One thread of its own decides and appends. The state it decides on is what the tail has
 * evolved, never what an append is hoped to have done. {@link #handle} may be called by any thread
 * and never blocks; outcomes are given on the writer's thread, so what follows must not block.
 */
public final class CommandHandler<S, C, E, R> implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CommandHandler.class);

  private static final int GROUP = 1000;
  private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(15);
  private static final Duration VISIBLE_WITHIN = Duration.ofSeconds(5);
  private static final Duration READ_WITHIN = Duration.ofSeconds(30);
  private static final long PATIENCE_MILLIS = 100;

  private final Decider<S, C, E, R> decider;
  private final EventLog<E> log;
  private final Ownership ownership;
  private final LocalReaders localReaders;
  private final Node node;
  private final StateReader<S, E> state;
  private final BlockingQueue<Pending<C, E, R>> waiting = new LinkedBlockingQueue<>();
  private final CountDownLatch ended = new CountDownLatch(1);

  private volatile boolean elected;
  private volatile boolean serving;
  private volatile boolean closed;
  private Optional<Group<S, C, E, R>> unclear = Optional.empty();
  private Tail tail;

  public CommandHandler(
      Decider<S, C, E, R> decider,
      EventLog<E> log,
      Ownership ownership,
      LocalReaders localReaders,
      Node node) {
    this.decider = decider;
    this.log = log;
    this.ownership = ownership;
    this.localReaders = localReaders;
    this.node = node;
    this.state = new StateReader<>(decider);
  }

  /**
   * Begins to tail, to stand for election and, once elected, to write.
   *
   * @param others what the same tail feeds before the writer's own state: projections, catalogs
   */
  public void start(List<? extends Reader<E>> others) {
    var readers = new ArrayList<Reader<E>>(others);
    readers.add(state);
    tail = log.tail(readers);
    Thread.ofVirtual().name("writer-" + log.topic() + "-" + log.partition()).start(this::run);
    ownership.start(new Candidate());
  }

  /** Queues a command; the outcome comes within some seconds, whatever happens. */
  public CompletableFuture<Outcome<E, R>> handle(C command) {
    var pending = Pending.<C, E, R>of(command, ANSWERED_WITHIN);
    waiting.add(pending);
    if (!elected || closed) {
      refuseWaiting();
    }
    return pending.outcome();
  }

  /** Whether this node decides: elected, caught up, and heard by the others. */
  public boolean serving() {
    return serving && elected && ownership.fresh();
  }

  /** Who writes, by the log: where to forward a command to when it is not this node. */
  public Optional<Owner> owner() {
    return tail.owner();
  }

  /** What feeds the readers given at the start. */
  public Tail tail() {
    return tail;
  }

  /** The state as far as the tail has read. */
  public S state() {
    return state.state();
  }

  private void run() {
    try {
      while (!closed) {
        if (elected) {
          reign();
        } else {
          refuseWaiting();
          awaitElection();
        }
      }
    } catch (RuntimeException fault) {
      LOG.error("writer stopped topic={} partition={}", log.topic(), log.partition(), fault);
      elected = false;
      ownership.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      closed = true;
      unclear.ifPresent(group -> group.unavailable("the writer has stopped"));
      refuseWaiting();
      ended.countDown();
    }
  }

  /** One epoch, from its fence to its end. */
  private void reign() throws InterruptedException {
    try (var owned = log.own(node)) {
      await(tail.readToEnd(READ_WITHIN));
      settleUnclear();
      LOG.info(
          "writing topic={} partition={} epoch={}", log.topic(), log.partition(), owned.epoch());
      serving = true;
      while (elected && !closed) {
        var commands = nextCommands();
        if (!commands.isEmpty()) {
          writeOrSplit(commands, owned);
        }
      }
    } catch (OwnershipLostException lost) {
      LOG.warn("ownership lost topic={} partition={}", log.topic(), log.partition());
      elected = false;
      settleAsFormerOwner();
      ownership.standAgain();
    } catch (UnclearAppendException | TimeoutException fault) {
      LOG.warn(
          "new epoch needed topic={} partition={} reason={}",
          log.topic(),
          log.partition(),
          fault.getCause() == null ? fault : fault.getCause().toString());
      MILLISECONDS.sleep(PATIENCE_MILLIS);
    } finally {
      serving = false;
    }
  }

  /** An event that cannot be written fails its own command and nobody else's. */
  private void writeOrSplit(List<Pending<C, E, R>> commands, OwnedLog<E> owned)
      throws InterruptedException, TimeoutException {
    try {
      write(commands, owned);
    } catch (IllegalArgumentException unfit) {
      unclear = Optional.empty();
      if (commands.size() == 1) {
        commands.getFirst().outcome().completeExceptionally(unfit);
        return;
      }
      for (var command : commands) {
        writeOrSplit(List.of(command), owned);
      }
    }
  }

  /** The path of a write. */
  private void write(List<Pending<C, E, R>> commands, OwnedLog<E> owned)
      throws InterruptedException, TimeoutException {
    var group = Group.decide(decider, state.watch(), commands);
    if (!ownership.fresh()) {
      group.unavailable("no heartbeat for " + ownership.session().toSeconds() + " s");
      return;
    }
    var events = group.events();
    if (events.isEmpty()) {
      group.answer(List.of());
      return;
    }
    unclear = Optional.of(group);
    var positions = await(owned.append(events));
    unclear = Optional.empty();
    awaitReaders(group, positions.getLast());
    group.answer(positions);
  }

  private void awaitReaders(Group<S, C, E, R> group, long position)
      throws InterruptedException, TimeoutException {
    try {
      await(localReaders.await(log.topic(), log.partition(), position, VISIBLE_WITHIN));
    } catch (TimeoutException | TailStoppedException slow) {
      LOG.warn("local readers are late position={} reason={}", position, slow.toString());
      group.unavailable("the event is stored, but not yet visible everywhere");
    }
    // The next decision rests on a state that holds this one.
    await(tail.awaitPosition(position, READ_WITHIN));
  }

  private List<Pending<C, E, R>> nextCommands() throws InterruptedException {
    var commands = new ArrayList<Pending<C, E, R>>();
    var first = waiting.poll(PATIENCE_MILLIS, MILLISECONDS);
    if (first != null) {
      commands.add(first);
      waiting.drainTo(commands, GROUP - 1);
    }
    commands.removeIf(pending -> pending.outcome().isDone());
    return commands;
  }

  /** Under the new epoch nothing of the old one can follow: what was read is all there is. */
  private void settleUnclear() {
    unclear.ifPresent(group -> group.answerFrom(state.seen()));
    unclear = Optional.empty();
  }

  private void settleAsFormerOwner() throws InterruptedException {
    try {
      await(tail.readToEnd(VISIBLE_WITHIN));
      settleUnclear();
    } catch (TimeoutException e) {
      unclear.ifPresent(group -> group.unavailable("ownership lost; the event may be stored"));
      unclear = Optional.empty();
    }
  }

  private void refuseWaiting() {
    var commands = new ArrayList<Pending<C, E, R>>();
    waiting.drainTo(commands);
    commands.forEach(pending -> pending.unavailable("another node writes, or none yet"));
  }

  private synchronized void awaitElection() throws InterruptedException {
    unclear.ifPresent(group -> group.unavailable("no longer elected; the event may be stored"));
    unclear = Optional.empty();
    if (!elected && !closed) {
      wait(PATIENCE_MILLIS);
    }
  }

  private static <T> T await(CompletableFuture<T> future)
      throws InterruptedException, TimeoutException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      var fault = e.getCause();
      switch (fault instanceof CompletionException ? fault.getCause() : fault) {
        case TimeoutException timeout -> throw timeout;
        case RuntimeException unchecked -> throw unchecked;
        default -> throw new IllegalStateException(fault);
      }
    }
  }

  /** Steps down, lets the group in hand end and answers whoever still waits. */
  @Override
  public void close() {
    closed = true;
    try {
      if (!ended.await(READ_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("writer did not end topic={} partition={}", log.topic(), log.partition());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    ownership.close();
    tail.close();
  }

  private final class Candidate implements Ownership.Listener {

    @Override
    public void gained(int partition) {
      stand(partition, true);
    }

    @Override
    public void lost(int partition) {
      stand(partition, false);
    }

    private void stand(int partition, boolean now) {
      if (partition == log.partition()) {
        synchronized (CommandHandler.this) {
          elected = now;
          CommandHandler.this.notifyAll();
        }
      }
    }
  }
}
