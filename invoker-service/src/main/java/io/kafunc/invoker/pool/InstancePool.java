// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

import io.kafunc.invoker.catalog.FunctionSpec;
import io.kafunc.invoker.catalog.QualifiedFunction;
import io.kafunc.invoker.pool.Acquisition.Refused;
import io.kafunc.invoker.pool.Acquisition.Why;
import io.kafunc.invoker.pool.PoolPolicy.Decision;
import io.kafunc.invoker.runtime.Instance;
import io.kafunc.invoker.runtime.StartResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
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

  private static final Duration LAST_WORDS = Duration.ofMillis(200);

  private final ReentrantLock lock = new ReentrantLock();
  private final Pools pools = new Pools(this::stop);
  private final Instance.Starter starter;
  private final Surroundings surroundings;
  private final ProvisionedInstances provisioned;
  private final PlaceSharing sharing;
  private final PoolSettings settings;
  private final ScheduledExecutorService timers;
  private final LongSupplier nanos;
  private final ScheduledFuture<?> sweeping;
  private volatile Supplier<String> startIds;

  public InstancePool(
      Instance.Starter starter,
      InstanceRules rules,
      Host host,
      PoolSettings settings,
      ScheduledExecutorService timers,
      LongSupplier nanos) {
    this.starter = starter;
    this.surroundings = new Surroundings(pools.live(), rules, host, settings);
    this.provisioned =
        new ProvisionedInstances(
            surroundings, settings, nanos, this::startProvisioned, pools::release);
    this.sharing = new PlaceSharing(pools, surroundings, nanos);
    this.settings = settings;
    this.timers = timers;
    this.nanos = nanos;
    var idle = new IdleInstances(pools, settings, this::freeze);
    Runnable look = () -> locked(effects -> idle.look(now(), effects));
    long period = idle.periodMs();
    this.sweeping = timers.scheduleAtFixedRate(look, period, period, TimeUnit.MILLISECONDS);
  }

  /**
   * A place for one call, now or when there is one.
   *
   * @param requestId of the call; lines printed by an instance started for it carry it
   * @param patience how long the call may wait before it is refused
   */
  public CompletionStage<Acquisition> acquire(
      FunctionSpec spec, Kind kind, String requestId, Patience patience) {
    var effects = new Effects();
    var waiter = new Waiter(spec, kind, requestId, now());
    lock.lock();
    try {
      if (pools.closing()) {
        return CompletableFuture.completedStage(Refused.closing());
      }
      var pool = pools.of(spec, effects);
      if (pool.head().isEmpty()) {
        var member = pool.take();
        if (member.isPresent()) {
          return CompletableFuture.completedStage(granted(pool, member.get()));
        }
      }
      pool.enqueue(waiter);
      var first =
          PoolPolicy.decide(pool.view(), waiter.demand(now()), surroundings.limits(pool, spec));
      if (first instanceof Decision.Refuse) {
        pool.withdraw(waiter);
        pools.forget(pool);
        return CompletableFuture.completedStage(Refused.aboveTheLimit());
      }
      waiter.waits(patience, timers, () -> giveUp(pool, waiter));
      advance(pool, effects);
    } finally {
      lock.unlock();
      effects.run();
    }
    return waiter.answer;
  }

  void giveBack(FunctionPool pool, Member member, double ranMs, boolean runsOn) {
    locked(
        effects -> {
          pool.giveBack(member, now(), runsOn);
          pool.ran(ranMs, pool.waiting() == 0 && surroundings.cpuLeft());
          sharing.insteadOf(pool, member).ifPresent(next -> handOver(pool, member, next, effects));
          advance(pool, effects);
          boolean over = pool.superseded || member.released || pools.closing();
          if (!member.instance.usable() || member.idle() && over) {
            pools.remove(pool, member, effects);
            sharing.neediest().ifPresent(next -> advance(next, effects));
          }
        });
  }

  /** At once, or after the calls beside the one that has ended. */
  private void handOver(FunctionPool pool, Member member, FunctionPool next, Effects effects) {
    pools.release(pool, member, effects);
    if (member.removed) {
      advance(next, effects);
    }
  }

  long now() {
    return nanos.getAsLong();
  }

  /**
   * How many instances of each function are kept ready from now on; of those not named, none. Asked
   * again and again: what could not be started is tried again then.
   *
   * @param requestIds for starts, which no call asks for
   */
  public void provide(Map<FunctionSpec, Ready> wanted, Supplier<String> requestIds) {
    locked(
        effects -> {
          if (!pools.closing()) {
            startIds = requestIds;
            pools.want(wanted, effects);
            for (var pool : pools.all()) {
              provisioned.reconcile(pool, effects);
              advance(pool, effects);
              pools.forget(pool);
            }
          }
        });
  }

  /** A limit on a function's on-demand instances changed: it holds at once (F-50, F-51). */
  public void limitChanged(QualifiedFunction function) {
    locked(
        effects -> {
          for (var pool : pools.all()) {
            if (pool.isOf(function)) {
              pools.releaseOnDemand(pool, surroundings.aboveTheRule(pool), effects);
              advance(pool, effects);
              refuseAboveTheLimit(pool, effects);
            }
          }
        });
  }

  private void refuseAboveTheLimit(FunctionPool pool, Effects effects) {
    while (PoolPolicy.overLimit(pool.view(), surroundings.limits(pool, pool.function))) {
      var waiter = pool.pollLastSync();
      if (waiter.isEmpty()) {
        return;
      }
      effects.add(() -> waiter.get().answer(Refused.aboveTheLimit()));
    }
  }

  /** Every instance, for operators. */
  public List<InstanceView> instances() {
    return read(pools::views);
  }

  /** The instances of each function, qualifier and version, counted; for operators. */
  public List<PoolCounts> counts() {
    return read(pools::counts);
  }

  private <T> T read(Supplier<T> question) {
    lock.lock();
    try {
      return question.get();
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more calls, lets calls and hooks end for a while, then ends everything. */
  @Override
  public void close() {
    locked(
        effects -> {
          if (!pools.closing()) {
            sweeping.cancel(false);
            pools.all().forEach(pool -> pool.refuseAll(Refused.closing(), effects));
            pools.close(effects);
          }
        });
    pools.awaitDrained(settings.drainTimeout());
    read(() -> pools.alive().map(member -> member.instance).toList()).forEach(Instance::kill);
    pools.awaitDrained(LAST_WORDS);
  }

  /** Serves who waits, as far as that goes now; under the lock. */
  private void advance(FunctionPool pool, Effects effects) {
    for (var head = pool.head(); head.isPresent() && !pools.closing(); head = pool.head()) {
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
        pool.view(), head.demand(now()), surroundings.limits(pool, head.spec))) {
      case Decision.Reuse reuse -> true;
      case Decision.Start start -> begin(pool, head, effects);
      case Decision.EvictThenStart evict -> {
        var idlest = surroundings.evictable(pool, head.spec);
        idlest.ifPresent(idle -> pools.remove(idle.pool(), idle.member(), effects));
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

  private void startProvisioned(FunctionPool pool, Effects effects) {
    effects.add(
        () ->
            starter
                .start(pool.function, startIds.get())
                .thenAccept(result -> provisionedStarted(pool, result)));
  }

  private void started(FunctionPool pool, StartResult result) {
    locked(
        effects -> {
          pool.startEnded();
          switch (result) {
            case StartResult.Started(Instance instance) -> join(pool, instance, false, effects);
            case StartResult.InitFailed failed ->
                pool.refuse(new Acquisition.InitFailed(failed), effects);
            case StartResult.NotRunnable(String reason) ->
                pool.refuseAll(new Refused(Why.NOT_RUNNABLE, reason), effects);
            case StartResult.StartFailed(String reason) ->
                pool.refuse(new Refused(Why.START_FAILED, reason), effects);
          }
          goOn(pool, effects);
        });
  }

  private void provisionedStarted(FunctionPool pool, StartResult result) {
    locked(
        effects -> {
          provisioned.started(pool, result);
          if (result instanceof StartResult.Started(Instance instance)) {
            join(pool, instance, true, effects);
          }
          pools.all().forEach(each -> provisioned.reconcile(each, effects));
          goOn(pool, effects);
        });
  }

  private void join(FunctionPool pool, Instance instance, boolean isProvisioned, Effects effects) {
    var member = new Member(instance, now());
    member.provisioned = isProvisioned;
    member.coldStartPaid = isProvisioned;
    pool.add(member);
    effects.add(() -> instance.ended().thenRun(() -> gone(pool, member)));
    if (pools.closing()) {
      pools.remove(pool, member, effects);
    } else if (!isProvisioned) {
      pools.releaseOnDemand(pool, surroundings.aboveTheRule(pool), effects);
    }
  }

  private void gone(FunctionPool pool, Member member) {
    locked(
        effects -> {
          if (!member.removed) {
            effects.add(
                () -> log.info("instance ended by itself instanceId={}", member.instance.id()));
            provisioned.lost(pool, member);
          }
          pool.remove(member);
          provisioned.reconcile(pool, effects);
          sharing.neediest().ifPresent(next -> advance(next, effects));
          goOn(pool, effects);
        });
  }

  private void stop(Member member) {
    var ended = member.instance.stop();
    ended.whenComplete((_, _) -> locked(effects -> pools.stopped(member, effects)));
  }

  private void goOn(FunctionPool pool, Effects effects) {
    advance(pool, effects);
    pools.forget(pool);
    pools.completeWhenDrained(effects);
  }

  /** Does something under the lock, and then, without it, what that leaves to be done. */
  private void locked(Consumer<Effects> action) {
    var effects = new Effects();
    lock.lock();
    try {
      action.accept(effects);
    } finally {
      lock.unlock();
      effects.run();
    }
  }

  private void giveUp(FunctionPool pool, Waiter waiter) {
    locked(
        effects -> {
          if (pool.withdraw(waiter)) {
            pools.forget(pool);
            var late = new Refused(Why.DEADLINE, "no instance became free in time");
            effects.add(() -> waiter.answer.complete(late));
          }
        });
  }

  private void askAgain(FunctionPool pool, double inMs) {
    if (Double.isInfinite(inMs)) {
      return;
    }
    long at = now() + (long) (inMs * 1e6);
    if (at < pool.askAgainAt) {
      pool.askAgainAt = at;
      timers.schedule(() -> askedAgain(pool, at), (long) (inMs * 1e6), TimeUnit.NANOSECONDS);
    }
  }

  private void askedAgain(FunctionPool pool, long at) {
    locked(
        effects -> {
          if (pool.askAgainAt == at) {
            pool.askAgainAt = Long.MAX_VALUE;
            advance(pool, effects);
          }
        });
  }

  private void freeze(FunctionPool pool, Member member) {
    var frozen = member.instance.freeze();
    frozen.whenComplete((_, _) -> locked(effects -> frozen(pool, member, effects)));
  }

  private void frozen(FunctionPool pool, Member member, Effects effects) {
    pool.atRest(member, effects);
    advance(pool, effects);
  }

  private Acquisition granted(FunctionPool pool, Member member) {
    double coldStartMs = member.coldStartPaid ? 0 : member.instance.coldStartMs();
    member.coldStartPaid = true;
    return new Acquisition.Granted(
        new PoolLease(this, pool, member, coldStartMs, member.provisioned));
  }
}
