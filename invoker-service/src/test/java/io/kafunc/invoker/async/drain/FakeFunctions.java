// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.drain;

import static io.kafunc.httpapi.ErrorCode.INTERNAL_SERVER_ERROR;
import static io.kafunc.httpapi.ErrorCode.RESOURCE_EXHAUSTED;

import io.kafunc.invoker.catalog.FunctionSpec;
import io.kafunc.invoker.invocation.Invocation;
import io.kafunc.invoker.invocation.Invoke;
import io.kafunc.invoker.invocation.Outcome;
import io.kafunc.invoker.invocation.Run;
import io.kafunc.invoker.invocation.Terms;
import io.kafunc.schemas.Payload;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Functions that do nothing for a while, a given number at once. It counts how often each call ran.
 */
final class FakeFunctions implements Invoke {

  static final Payload ERROR = Payload.of("{\"errorMessage\":\"asked to\"}");

  private final ScheduledExecutorService timer =
      Executors.newScheduledThreadPool(2, Thread.ofPlatform().daemon().factory());
  private final Map<String, Instances> functions = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> runs = new ConcurrentHashMap<>();
  private final List<Consumer<Invocation>> watchers = new CopyOnWriteArrayList<>();
  private final Map<String, Payload> answers = new ConcurrentHashMap<>();
  private final Set<String> bad = ConcurrentHashMap.newKeySet();
  private final Map<String, Deque<Fault>> faults = new ConcurrentHashMap<>();
  private volatile boolean refusing;

  /** How long a function takes, and how many may run at once; others take no time. */
  FakeFunctions with(String function, long millis, int slots) {
    functions.put(function, new Instances(millis, slots));
    return this;
  }

  /** What a function answers; {@code echo} answers its event, others nothing. */
  FakeFunctions answering(String function, Payload answer) {
    answers.put(function, answer);
    return this;
  }

  /** A function of which every run fails. */
  FakeFunctions alwaysFailing(String function) {
    bad.add(function);
    return this;
  }

  /** How a run ends that does not end well. */
  enum Fault {
    FUNCTION,
    PLATFORM
  }

  /** How the next runs of a function end, one after the other; later ones succeed. */
  FakeFunctions failing(String function, Fault... next) {
    faults.computeIfAbsent(function, _ -> new ConcurrentLinkedDeque<>()).addAll(List.of(next));
    return this;
  }

  FakeFunctions watchedBy(Consumer<Invocation> watcher) {
    watchers.add(watcher);
    return this;
  }

  void refuse(boolean refuse) {
    refusing = refuse;
  }

  int runs(String requestId) {
    var count = runs.get(requestId);
    return count == null ? 0 : count.get();
  }

  int started() {
    return runs.size();
  }

  @Override
  public CompletionStage<Outcome> invoke(Invocation invocation, Terms terms) {
    var outcome = run(invocation).toCompletableFuture();
    terms.stop().ifPresent(stop -> stop.thenRun(() -> outcome.complete(stopped(invocation))));
    return outcome;
  }

  private static Outcome stopped(Invocation call) {
    var began = Clock.systemUTC().instant();
    var run = new Run(spec(call), "i", false, began, 0, 0, 1, 1, 1, Optional.empty());
    return new Outcome.FunctionFailed(run, "UnhandledInvocationError", ERROR);
  }

  private CompletionStage<Outcome> run(Invocation invocation) {
    if (refusing) {
      return CompletableFuture.completedFuture(
          new Outcome.Throttled(spec(invocation), RESOURCE_EXHAUSTED.with("full")));
    }
    return functions
        .computeIfAbsent(invocation.functionName(), _ -> new Instances(0, 1_000))
        .run(invocation);
  }

  private static FunctionSpec spec(Invocation call) {
    return new FunctionSpec(
        call.accountId(),
        call.serviceName(),
        call.functionName(),
        "id",
        call.qualifier(),
        "",
        false,
        1,
        null,
        null,
        Optional.empty());
  }

  private final class Instances {

    private record Waiting(Invocation call, CompletableFuture<Outcome> answer) {}

    private final long millis;
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private int free;

    Instances(long millis, int slots) {
      this.millis = millis;
      this.free = slots;
    }

    synchronized CompletionStage<Outcome> run(Invocation call) {
      var answer = new CompletableFuture<Outcome>();
      waiting.add(new Waiting(call, answer));
      next();
      return answer;
    }

    private synchronized void next() {
      while (free > 0 && !waiting.isEmpty()) {
        free--;
        var each = waiting.poll();
        runs.computeIfAbsent(each.call.requestId(), _ -> new AtomicInteger()).incrementAndGet();
        watchers.forEach(watcher -> watcher.accept(each.call));
        var began = Clock.systemUTC().instant();
        if (millis == 0) {
          timer.execute(() -> end(each, began));
        } else {
          timer.schedule(() -> end(each, began), millis, TimeUnit.MILLISECONDS);
        }
      }
    }

    private void end(Waiting each, Instant began) {
      synchronized (this) {
        free++;
      }
      next();
      each.answer.complete(outcome(each.call, began));
    }

    private Payload answer(Invocation call) {
      var set = answers.get(call.functionName());
      return set != null
          ? set
          : call.functionName().startsWith("echo") ? call.payload() : Payload.EMPTY;
    }

    private Outcome outcome(Invocation call, Instant began) {
      var run = new Run(spec(call), "i", false, began, 0, 0, millis, millis, 1, Optional.empty());
      var always = bad.contains(call.functionName()) ? Fault.FUNCTION : null;
      return Optional.ofNullable(faults.get(call.functionName()))
          .map(Deque::poll)
          .or(() -> Optional.ofNullable(always))
          .<Outcome>map(
              fault ->
                  switch (fault) {
                    case FUNCTION ->
                        new Outcome.FunctionFailed(run, "UnhandledInvocationError", ERROR);
                    case PLATFORM ->
                        new Outcome.PlatformFailed(
                            Optional.of(run.function()), INTERNAL_SERVER_ERROR.with());
                  })
          .orElseGet(() -> new Outcome.Completed(run, answer(call)));
    }
  }
}
