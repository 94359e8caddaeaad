// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.trigger.firing;

import io.kafunc.eventlog.EventLog;
import io.kafunc.eventlog.Node;
import io.kafunc.eventlog.Ownership;
import io.kafunc.eventlog.OwnershipLostException;
import io.kafunc.eventlog.Tail;
import io.kafunc.schemas.firing.FiringEvent;
import io.kafunc.trigger.catalog.LiveTrigger;
import io.kafunc.trigger.catalog.TriggerCatalog;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fires while this node is elected, and only then. Taking over: fence the log, read it to the end,
 * send again what was due and not confirmed, then open the sources of all triggers. What is lost in
 * between is the latest missed tick at most, and that one is made good.
 *
 * <p>All its state is touched on one thread of its own.
 */
public final class FiringOwner
    implements Ownership.Listener, TriggerCatalog.Watcher, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FiringOwner.class);
  private static final Duration RETRY = Duration.ofMillis(500);
  private static final Duration READ_TO_END = Duration.ofSeconds(30);

  private final Ownership ownership;
  private final EventLog<FiringEvent> log;
  private final Tail firings;
  private final FiringState state;
  private final TriggerCatalog catalog;
  private final Sources sources;
  private final CallDoor calls;
  private final Node node;
  private final Clock clock;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("firings").daemon().factory());

  private boolean elected;
  private volatile Optional<LoggedFiring> firing = Optional.empty();

  public FiringOwner(
      Ownership ownership,
      EventLog<FiringEvent> log,
      Tail firings,
      FiringState state,
      TriggerCatalog catalog,
      Sources sources,
      CallDoor calls,
      Node node,
      Clock clock) {
    this.ownership = ownership;
    this.log = log;
    this.firings = firings;
    this.state = state;
    this.catalog = catalog;
    this.sources = sources;
    this.calls = calls;
    this.node = node;
    this.clock = clock;
    catalog.watch(this);
  }

  /** Stands for election. */
  public void start() {
    ownership.start(this);
  }

  /** Whether this node is the one that fires. */
  public boolean fires() {
    return firing.isPresent();
  }

  /** Whether somebody fires: this node, or another that the log names. */
  public boolean served() {
    return fires() || firings.owner().filter(owner -> !owner.node().equals(node)).isPresent();
  }

  @Override
  public void gained(int partition) {
    later(
        () -> {
          elected = true;
          takeOver();
        });
  }

  @Override
  public void lost(int partition) {
    later(
        () -> {
          elected = false;
          standDown("lost the election");
        });
  }

  @Override
  public void set(LiveTrigger trigger) {
    later(() -> firing.ifPresent(current -> open(trigger, current)));
  }

  @Override
  public void removed(LiveTrigger trigger) {
    later(() -> sources.close(trigger.triggerId()));
  }

  /** Stops firing; ticks under way may still be confirmed by whoever takes over. */
  @Override
  public void close() {
    ownership.close();
    lost(log.partition());
    thread.shutdown();
    try {
      if (!thread.awaitTermination(2, TimeUnit.SECONDS)) {
        LOG.warn("firings did not stop in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void takeOver() {
    if (!elected || firing.isPresent()) {
      return;
    }
    try {
      var writer = log.own(node);
      var taken = new LoggedFiring(writer, calls, clock, this::failed);
      firing = Optional.of(taken);
      firings.readToEnd(READ_TO_END).join();
      state.unconfirmed().forEach(taken::confirm);
      catalog.all().forEach(trigger -> open(trigger, taken));
      LOG.info("firing triggers node={} epoch={}", node.id(), writer.epoch());
    } catch (OwnershipLostException e) {
      standDown(e.toString());
      elected = false;
      ownership.standAgain();
    } catch (RuntimeException e) {
      LOG.warn("could not take over firing, trying again: {}", e.toString());
      standDown("take-over failed");
      CompletableFuture.delayedExecutor(RETRY.toMillis(), TimeUnit.MILLISECONDS, thread)
          .execute(this::takeOver);
    }
  }

  private void open(LiveTrigger trigger, LoggedFiring current) {
    sources.open(trigger, state.latest(trigger.triggerId()), current);
  }

  /**
   * A failed append ends an ownership. Unclear: the log says what became of it, once fenced anew.
   * Fenced: somebody else fires, until this node is elected again.
   */
  private void failed(LoggedFiring failing, Throwable failure) {
    later(
        () -> {
          if (firing.filter(current -> current == failing).isPresent()) {
            standDown(failure.toString());
            if (isFence(failure)) {
              elected = false;
              ownership.standAgain();
            } else {
              takeOver();
            }
          }
        });
  }

  /** On the one thread; after the close there is nothing left to do. */
  private void later(Runnable step) {
    try {
      thread.execute(step);
    } catch (RejectedExecutionException closed) {
      LOG.debug("closed");
    }
  }

  private static boolean isFence(Throwable failure) {
    return failure instanceof OwnershipLostException
        || failure.getCause() instanceof OwnershipLostException;
  }

  private void standDown(String why) {
    sources.closeAll();
    firing.ifPresent(
        current -> {
          current.end();
          LOG.info("firing no more node={} reason={}", node.id(), why);
        });
    firing = Optional.empty();
  }
}
