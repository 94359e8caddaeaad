// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

import io.kafunc.invoker.runtime.EmptySandboxes.Reach;
import io.kafunc.invoker.runtime.SpareShelf.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Booted processes without a function, kept ready so that a cold start need not boot one. Whoever
 * asks gets one that waits, else one on its way up, else a boot of his own, in an empty sandbox
 * where one stands. Refills wait until nobody's boot is under way and the call that took one has
 * probably ended: they would take its processor time. Boots are bounded: beyond that many at once
 * all would only be slower. Each process is given away once. The lock is held for bookkeeping
 * alone.
 */
final class SpareProcesses implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(SpareProcesses.class);
  private static final long SWEEP_SECONDS = 5;
  private static final long REST_MILLIS = 50;

  private final SparePolicy policy;
  private final EmptySandboxes sandboxes;
  private final Boots boots;
  private final LongSupplier nanos;
  private final int parallelBoots;
  private final int parallelRefills;
  private final Map<Kind, SpareShelf> shelves = new HashMap<>();
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private final ScheduledExecutorService sweeper =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("spares").daemon(true).factory());
  private int booting;
  private int refilling;
  private boolean refillDue;
  private boolean closed;

  /** The ways to a process. */
  interface Boots {

    /** Starts a process of that kind. */
    CompletableFuture<BootedProcess> boot(Kind kind);

    /** Starts one without a program. */
    CompletableFuture<ProcessBoot> open(Reach reach);
  }

  /**
   * @param sandboxes how many empty sandboxes are kept
   */
  SpareProcesses(
      SparePolicy policy, SparePolicy sandboxes, int processors, Boots boots, LongSupplier nanos) {
    this.policy = policy;
    this.sandboxes = new EmptySandboxes(sandboxes);
    this.boots = boots;
    this.nanos = nanos;
    this.parallelBoots = 2 * processors;
    this.parallelRefills = Math.max(1, processors / 2);
    sweeper.scheduleWithFixedDelay(this::sweep, SWEEP_SECONDS, SWEEP_SECONDS, TimeUnit.SECONDS);
  }

  CompletableFuture<BootedProcess> take(Kind kind) {
    var begun = new ArrayList<Runnable>();
    try {
      return take(kind, begun);
    } finally {
      begun.forEach(Runnable::run);
    }
  }

  private synchronized CompletableFuture<BootedProcess> take(Kind kind, List<Runnable> begun) {
    var shelf = shelves.computeIfAbsent(kind, SpareShelf::new);
    shelf.demand = shelf.demand.taken(now());
    sandboxes.wanted(Reach.of(kind.network()), now());
    refillSoon();
    var waits = shelf.take();
    if (waits.isPresent()) {
      return CompletableFuture.completedFuture(waits.get());
    }
    var rises = shelf.claim();
    if (rises.isPresent()) {
      return rises.get();
    }
    var own = new CompletableFuture<BootedProcess>();
    waiting.addLast(() -> bootFor(own, kind));
    advance(begun);
    return own;
  }

  /** Those that wait for a function now. */
  synchronized List<BootedProcess> ready() {
    return shelves.values().stream().flatMap(shelf -> shelf.ready().stream()).toList();
  }

  /** Sandboxes that wait for a program now. */
  synchronized int emptySandboxes() {
    return (int) sandboxes.standing().stream().filter(ProcessBoot::alive).count();
  }

  private void bootFor(CompletableFuture<BootedProcess> own, Kind kind) {
    bootInEmpty(kind)
        .whenComplete(
            (process, failure) -> {
              ended(false);
              if (failure == null) {
                own.complete(process);
              } else {
                own.completeExceptionally(failure);
              }
            });
  }

  /** A sandbox may end at the moment it is taken: then it takes a little longer. */
  private CompletableFuture<BootedProcess> bootInEmpty(Kind kind) {
    Optional<ProcessBoot> empty;
    synchronized (this) {
      empty = sandboxes.take(Reach.of(kind.network()));
    }
    return empty
        .map(sandbox -> sandbox.run(kind.runtime()).exceptionallyCompose(_ -> boots.boot(kind)))
        .orElseGet(() -> boots.boot(kind));
  }

  private void refillSoon() {
    if (!refillDue && !closed) {
      refillDue = true;
      sweeper.schedule(this::refillNow, REST_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void refillNow() {
    var begun = new ArrayList<Runnable>();
    synchronized (this) {
      refillDue = false;
      refill(begun);
    }
    begun.forEach(Runnable::run);
  }

  /** What may begin now: first the boots that somebody waits for. */
  private void advance(List<Runnable> begun) {
    while (booting < parallelBoots && !waiting.isEmpty()) {
      booting++;
      begun.add(waiting.pollFirst());
    }
    refill(begun);
  }

  private void refill(List<Runnable> begun) {
    for (var shelf : shelves.values()) {
      while (mayRefill() && shelf.size() < policy.target(shelf.demand, now())) {
        booting++;
        refilling++;
        var spare = new CompletableFuture<BootedProcess>();
        shelf.begun(spare);
        begun.add(() -> bootSpare(shelf, spare));
      }
    }
    while (mayRefill()) {
      var reach = sandboxes.missing(now());
      if (reach.isEmpty()) {
        return;
      }
      booting++;
      refilling++;
      begun.add(() -> open(reach.get()));
    }
  }

  private boolean mayRefill() {
    return !closed && !refillDue && booting == refilling && refilling < parallelRefills;
  }

  private void open(Reach reach) {
    boots
        .open(reach)
        .whenComplete(
            (sandbox, failure) -> {
              boolean unwanted;
              synchronized (this) {
                sandboxes.opened(reach, Optional.ofNullable(sandbox));
                unwanted = closed;
              }
              if (unwanted) {
                close();
              }
              if (failure == null) {
                ended(true);
              } else {
                tryLater(failure);
              }
            });
  }

  private void bootSpare(SpareShelf shelf, CompletableFuture<BootedProcess> spare) {
    boots
        .boot(shelf.kind)
        .whenComplete(
            (process, failure) -> {
              if (failure == null) {
                spare.complete(process);
              } else {
                spare.completeExceptionally(failure);
              }
              put(shelf, spare);
              if (failure == null) {
                ended(true);
              } else {
                tryLater(failure);
              }
            });
  }

  private synchronized void tryLater(Throwable failure) {
    if (!closed) {
      log.warn("no spare process: {}", failure.toString());
      sweeper.schedule(() -> ended(true), SWEEP_SECONDS, TimeUnit.SECONDS);
    }
  }

  private void put(SpareShelf shelf, CompletableFuture<BootedProcess> spare) {
    boolean unwanted;
    synchronized (this) {
      unwanted = shelf.ended(spare) && closed;
    }
    if (unwanted) {
      close();
    }
  }

  private void ended(boolean refill) {
    var begun = new ArrayList<Runnable>();
    synchronized (this) {
      booting--;
      refilling -= refill ? 1 : 0;
      advance(begun);
    }
    begun.forEach(Runnable::run);
  }

  /** Lets go of what is not needed any more, and replaces what has died. */
  private void sweep() {
    var begun = new ArrayList<Runnable>();
    synchronized (this) {
      for (var shelf : shelves.values()) {
        shelf.dropDead();
        int target = policy.target(shelf.demand, now());
        for (var spare = shelf.surplus(target); spare.isPresent(); spare = shelf.surplus(target)) {
          begun.add(spare.get()::kill);
        }
      }
      sandboxes.surplus(now()).forEach(sandbox -> begun.add(sandbox::close));
      refill(begun);
    }
    begun.forEach(Runnable::run);
  }

  private double now() {
    return nanos.getAsLong() / 1e9;
  }

  @Override
  public void close() {
    var left = new ArrayList<BootedProcess>();
    List<ProcessBoot> empty;
    synchronized (this) {
      empty = List.copyOf(sandboxes.standing());
      closed = true;
      sweeper.shutdown();
      for (var shelf : shelves.values()) {
        for (var spare = shelf.any(); spare.isPresent(); spare = shelf.any()) {
          left.add(spare.get());
        }
      }
    }
    left.forEach(BootedProcess::kill);
    empty.forEach(ProcessBoot::close);
  }
}
