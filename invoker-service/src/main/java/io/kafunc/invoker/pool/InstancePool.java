// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

import io.kafunc.invoker.catalog.FunctionSpec;
import io.kafunc.invoker.pool.PoolPolicy.Decision;
import io.kafunc.invoker.runtime.Instance;
import io.kafunc.invoker.runtime.StartResult;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All instances of this process, and the only lock around them: asks {@link PoolPolicy}, does what
 * it says. The lock is held for bookkeeping alone; instances are started, stopped and callers
 * answered after it is let go. A new version or configuration never reaches an old instance, which
 * ends when its calls have.
 */
public final class InstancePool implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(InstancePool.class);

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<PoolKey, FunctionPool> pools = new HashMap<>();
  private final Instance.Starter starter;
  private final Surroundings surroundings;
  private final PoolSettings settings;
  private final ScheduledExecutorService timers;
  private final LongSupplier nanos;
  private final ScheduledFuture<?> sweeping;
  private CompletableFuture<Void> drained;

  public InstancePool(
      Instance.Starter starter,
      InstanceRules rules,
      Host host,
      PoolSettings settings,
      ScheduledExecutorService timers,
      LongSupplier nanos) {
    this.starter = starter;
    this.surroundings = new Surroundings(pools.values(), rules, host, settings);
    this.settings = settings;
    this.timers = timers;
    this.nanos = nanos;
    long period = Math.clamp(settings.idleTimeout().toMillis() / 10, 50, 10_000);
    this.sweeping = timers.scheduleAtFixedRate(this::sweep, period, period, TimeUnit.MILLISECONDS);
  }

  /**
   * A place for one call, now or when there is one.
   *
   * @param requestId of the call; lines printed by an instance started for it carry it
   * @param patience how long the call may wait before it is refused
   */
  public CompletionStage<Acquisition> acquire(
      FunctionSpec spec, Kind kind, String requestId, Duration patience) {
    var effects = new Effects();
    var waiter = new Waiter(spec, kind, requestId, nanos.getAsLong());
    lock.lock();
    try {
      if (drained != null) {
        return refused(Acquisition.Why.CLOSING, "the service is stopping");
      }
      var pool = poolOf(spec, effects);
      if (pool.head().isEmpty()) {
        var member = pool.take();
        if (member.isPresent()) {
          return CompletableFuture.completedStage(granted(pool, member.get()));
        }
      }
      pool.enqueue(waiter);
      var first = PoolPolicy.decide(pool.view(), demand(waiter), surroundings.limits(pool, spec));
      if (first instanceof Decision.Refuse) {
        pool.withdraw(waiter);
        return refused(Acquisition.Why.LIMIT, "the limit on instances is reached");
      }
      waiter.deadline =
          timers.schedule(() -> giveUp(pool, waiter), patience.toNanos(), TimeUnit.NANOSECONDS);
      advance(pool, effects);
    } finally {
      lock.unlock();
      effects.run();
    }
    return waiter.answer;
  }

  void giveBack(FunctionPool pool, Member member, double ranMs) {
    var effects = new Effects();
    lock.lock();
    try {
      pool.giveBack(member, nanos.getAsLong());
      if (ranMs >= 0) {
        pool.ran(ranMs);
      }
      advance(pool, effects);
      if (!member.instance.usable() || member.idle() && (pool.superseded || drained != null)) {
        remove(pool, member, effects);
      }
    } finally {
      lock.unlock();
      effects.run();
    }
  }

  /** Every instance, for operators. */
  public List<InstanceView> instances() {
    lock.lock();
    try {
      return pools.values().stream()
          .flatMap(pool -> pool.members().stream().map(member -> InstanceView.of(pool, member)))
          .toList();
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more calls, lets the running ones end for a while, then ends everything. */
  @Override
  public void close() {
    var effects = new Effects();
    CompletableFuture<Void> done;
    lock.lock();
    try {
      if (drained == null) {
        drained = new CompletableFuture<>();
        sweeping.cancel(false);
        pools.values().forEach(pool -> refuseAll(pool, closing(), effects));
        stopIdle(effects);
        completeWhenDrained(effects);
      }
      done = drained;
    } finally {
      lock.unlock();
      effects.run();
    }
    done.copy()
        .completeOnTimeout(null, settings.drainTimeout().toMillis(), TimeUnit.MILLISECONDS)
        .join();
    killAll();
  }

  /** Serves who waits, as far as that goes now; under the lock. */
  private void advance(FunctionPool pool, Effects effects) {
    for (var head = pool.head(); head.isPresent() && drained == null; head = pool.head()) {
      var member = pool.take();
      if (member.isPresent()) {
        pool.poll();
        var acquisition = granted(pool, member.get());
        var waiter = head.get();
        effects.add(() -> waiter.answer(acquisition));
      } else if (!grow(pool, head.get(), effects)) {
        return;
      }
    }
  }

  /** Whether something was started, so that the question can be put again. */
  private boolean grow(FunctionPool pool, Waiter head, Effects effects) {
    return switch (PoolPolicy.decide(
        pool.view(), demand(head), surroundings.limits(pool, head.spec))) {
      case Decision.Reuse reuse -> true;
      case Decision.Start start -> begin(pool, head, effects);
      case Decision.EvictThenStart evict -> {
        surroundings
            .evictable(pool, head.spec)
            .ifPresent(idle -> remove(idle.pool(), idle.member(), effects));
        yield begin(pool, head, effects);
      }
      case Decision.Wait(double askAgainMs) -> {
        askAgain(pool, askAgainMs);
        yield false;
      }
      case Decision.Refuse refuse -> false;
    };
  }

  private boolean begin(FunctionPool pool, Waiter head, Effects effects) {
    pool.startBegun();
    effects.add(
        () -> starter.start(head.spec, head.requestId).thenAccept(result -> started(pool, result)));
    return true;
  }

  private void started(FunctionPool pool, StartResult result) {
    var effects = new Effects();
    lock.lock();
    try {
      pool.startEnded();
      switch (result) {
        case StartResult.Started(Instance instance) -> join(pool, instance, effects);
        case StartResult.InitFailed failed ->
            refuse(pool, new Acquisition.InitFailed(failed), effects);
        case StartResult.NotRunnable(String reason) ->
            refuseAll(pool, new Acquisition.Refused(Acquisition.Why.NOT_RUNNABLE, reason), effects);
        case StartResult.StartFailed(String reason) ->
            refuse(pool, new Acquisition.Refused(Acquisition.Why.START_FAILED, reason), effects);
      }
      advance(pool, effects);
      forget(pool);
      completeWhenDrained(effects);
    } finally {
      lock.unlock();
      effects.run();
    }
  }

  private void join(FunctionPool pool, Instance instance, Effects effects) {
    var member = new Member(instance, nanos.getAsLong());
    pool.add(member);
    effects.add(() -> instance.ended().thenRun(() -> gone(pool, member)));
    if (drained != null) {
      remove(pool, member, effects);
    }
  }

  private void gone(FunctionPool pool, Member member) {
    var effects = new Effects();
    lock.lock();
    try {
      if (!member.removed) {
        effects.add(() -> log.info("instance ended by itself instanceId={}", member.instance.id()));
      }
      pool.remove(member);
      advance(pool, effects);
      forget(pool);
      completeWhenDrained(effects);
    } finally {
      lock.unlock();
      effects.run();
    }
  }

  /** With other instances alive a failed start costs one caller, else all who wait. */
  private void refuse(FunctionPool pool, Acquisition answer, Effects effects) {
    if (pool.members().isEmpty()) {
      refuseAll(pool, answer, effects);
    } else {
      Optional.ofNullable(pool.poll()).ifPresent(head -> effects.add(() -> head.answer(answer)));
    }
  }

  private void refuseAll(FunctionPool pool, Acquisition answer, Effects effects) {
    pool.drainWaiters().forEach(waiter -> effects.add(() -> waiter.answer(answer)));
  }

  private void giveUp(FunctionPool pool, Waiter waiter) {
    lock.lock();
    try {
      if (!pool.withdraw(waiter)) {
        return;
      }
      forget(pool);
    } finally {
      lock.unlock();
    }
    String message = "no instance became free in time";
    waiter.answer.complete(new Acquisition.Refused(Acquisition.Why.DEADLINE, message));
  }

  private void askAgain(FunctionPool pool, double inMs) {
    if (Double.isInfinite(inMs)) {
      return;
    }
    long at = nanos.getAsLong() + (long) (inMs * 1e6);
    if (at < pool.askAgainAt) {
      pool.askAgainAt = at;
      timers.schedule(() -> askedAgain(pool, at), (long) (inMs * 1e6), TimeUnit.NANOSECONDS);
    }
  }

  private void askedAgain(FunctionPool pool, long at) {
    var effects = new Effects();
    lock.lock();
    try {
      if (pool.askAgainAt == at) {
        pool.askAgainAt = Long.MAX_VALUE;
        advance(pool, effects);
      }
    } finally {
      lock.unlock();
      effects.run();
    }
  }

  private void sweep() {
    var effects = new Effects();
    lock.lock();
    try {
      long now = nanos.getAsLong();
      double timeoutMs = settings.idleTimeout().toMillis();
      for (var pool : List.copyOf(pools.values())) {
        for (var member : List.copyOf(pool.members())) {
          if (member.idle() && PoolPolicy.expired((now - member.idleSince) / 1e6, timeoutMs)) {
            remove(pool, member, effects);
          }
        }
      }
    } finally {
      lock.unlock();
      effects.run();
    }
  }

  private FunctionPool poolOf(FunctionSpec spec, Effects effects) {
    var key = PoolKey.of(spec);
    var known = pools.get(key);
    if (known != null) {
      return known;
    }
    var created = new FunctionPool(key, spec);
    for (var older : List.copyOf(pools.values())) {
      if (key.supersedes(older.key)) {
        older.superseded = true;
        stopIdle(older, effects);
      }
    }
    pools.put(key, created);
    return created;
  }

  private void stopIdle(Effects effects) {
    List.copyOf(pools.values()).forEach(pool -> stopIdle(pool, effects));
  }

  private void stopIdle(FunctionPool pool, Effects effects) {
    List.copyOf(pool.members()).stream()
        .filter(Member::idle)
        .forEach(member -> remove(pool, member, effects));
  }

  private void remove(FunctionPool pool, Member member, Effects effects) {
    if (member.removed) {
      return;
    }
    pool.remove(member);
    forget(pool);
    effects.add(() -> log.info("instance stopped instanceId={}", member.instance.id()));
    effects.add(member.instance::stop);
    completeWhenDrained(effects);
  }

  private void forget(FunctionPool pool) {
    if (pool.isEmpty() && pool.running() == 0) {
      pools.remove(pool.key, pool);
    }
  }

  private void completeWhenDrained(Effects effects) {
    if (drained != null && pools.values().stream().allMatch(pool -> pool.size() == 0)) {
      effects.add(() -> drained.complete(null));
    }
  }

  private void killAll() {
    List<Instance> left;
    lock.lock();
    try {
      left =
          pools.values().stream()
              .flatMap(pool -> pool.members().stream())
              .map(member -> member.instance)
              .toList();
    } finally {
      lock.unlock();
    }
    left.forEach(Instance::kill);
  }

  private Acquisition granted(FunctionPool pool, Member member) {
    double coldStartMs = member.coldStartPaid ? 0 : member.instance.coldStartMs();
    member.coldStartPaid = true;
    return new Acquisition.Granted(new PoolLease(this, pool, member, coldStartMs));
  }

  private PoolPolicy.Demand demand(Waiter waiter) {
    return new PoolPolicy.Demand(waiter.kind, (nanos.getAsLong() - waiter.since) / 1e6);
  }

  private static Acquisition closing() {
    return new Acquisition.Refused(Acquisition.Why.CLOSING, "the service is stopping");
  }

  private static CompletionStage<Acquisition> refused(Acquisition.Why why, String message) {
    return CompletableFuture.completedStage(new Acquisition.Refused(why, message));
  }
}
