// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.benchmarks;

import io.kafunc.benchmarks.HttpLoad.Requests;
import io.kafunc.benchmarks.HttpLoad.Result;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;

/**
 * Queues of asynchronous calls in the whole suite: how fast they are drained against what F-53
 * promises, and what a fast function notices of a hundred thousand queued calls of a slow one.
 */
public final class AsyncDrain {

  private static final int CALLERS = 64;
  private static final int FLOOD = 100_000;
  private static final byte[] EVENT = "x".repeat(100).getBytes();
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration WARM_UP = Duration.ofSeconds(20);
  private static final Duration ROUND = Duration.ofSeconds(3);
  private static final int ROUNDS = 5;
  private static final int RUN_MILLIS = 100;
  private static final Pattern SETTLED = Pattern.compile("\"settled\":(\\d+)");
  private static final String TENTH =
      "exports.handler = (event, context, callback) => setTimeout(() => callback(null, ''), %d);"
          .formatted(RUN_MILLIS);
  private static final String SLOW =
      "exports.handler = (event, context, callback) => setTimeout(() => callback(null, ''),"
          + " 50000);";
  private static final String FAST =
      "exports.handler = (event, context, callback) => callback(null, event);";

  private final SuiteProcess suite;

  private AsyncDrain(SuiteProcess suite) {
    this.suite = suite;
  }

  public static void main(String[] args) throws Exception {
    try (var suite = SuiteProcess.up(Map.of())) {
      suite.expect(suite.requests().post("/services", "{\"serviceName\":\"bench\"}"));
      var drain = new AsyncDrain(suite);
      drain.againstThePromise("few", 5, 2, 1_500, ">= 0.97, aim 0.99");
      drain.againstThePromise("many", 20, 50, 90_000, ">= 0.9, aim 0.97");
      drain.besideAFlood();
    }
    System.exit(0);
  }

  /**
   * Instances times calls in each, divided by how long one takes (F-53), from the moment on that
   * all instances are there: nothing runs while the calls are queued, and what passes until the
   * last instance has come is told apart. The first third and the last tenth are left out.
   */
  private void againstThePromise(
      String function, int instances, int concurrency, int calls, String bar) throws Exception {
    suite.addFunction("bench", function, concurrency, "index.js", TENTH);
    limit(function, 0);
    long before = settled();
    queue(function, calls);
    limit(function, instances);
    var ramp = ramp(function, instances, before + calls / 3);
    long first = settledOnce(before + calls / 3);
    long begun = System.nanoTime();
    long last = settledOnce(before + calls - calls / 10);
    double rate = (last - first) / seconds(begun);
    settledOnce(before + calls);
    double promised = instances * concurrency * 1000.0 / RUN_MILLIS;
    System.out.printf(
        Locale.ROOT,
        "%-58s %6.3f  %,.1f of %,.0f a second (%,d calls, %s)  bar %s%n",
        "drain, %d instances x %d calls x %d ms".formatted(instances, concurrency, RUN_MILLIS),
        rate / promised,
        rate,
        promised,
        last - first,
        ramp,
        bar);
  }

  private void besideAFlood() throws Exception {
    suite.addFunction("bench", "fast", 10, "index.js", FAST);
    suite.addFunction("bench", "slow", 1, "index.js", SLOW);
    limit("slow", 4);
    fast(WARM_UP);
    var idle = rounds();
    queue("slow", FLOOD);
    settle();
    var flooded = rounds();
    var what = "fast function's sync %s, 100,000 slow calls queued";
    print(what.formatted("p50"), idle, flooded, Result::p50Micros);
    print(what.formatted("p99"), idle, flooded, Result::p99Micros);
  }

  private List<Result> rounds() {
    List<Result> rounds = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      rounds.add(fast(ROUND));
    }
    return rounds;
  }

  private Result fast(Duration time) {
    var request = Requests.always(suite.requests().invoke("bench", "fast", EVENT));
    var result = HttpLoad.run(suite.address(), 1, time, request);
    if (result.refused() > 0) {
      throw new IllegalStateException(result.refused() + " calls were refused");
    }
    return result;
  }

  private static void print(
      String what, List<Result> idle, List<Result> flooded, ToDoubleFunction<Result> figure) {
    double alone = SideBySide.median(idle.stream().map(figure::applyAsDouble).toList());
    double beside = SideBySide.median(flooded.stream().map(figure::applyAsDouble).toList());
    System.out.printf(
        Locale.ROOT,
        "%-58s %6.2f  %,.0f and %,.0f us when idle  bar <= 2, aim 1.2%n",
        what,
        beside / alone,
        beside,
        alone);
  }

  private void limit(String function, int instances) {
    suite.expect(
        suite
            .requests()
            .put(
                "/services/bench/functions/" + function + "/on-demand-config",
                "{\"maximumInstanceCount\":" + instances + "}"));
  }

  private void queue(String function, int calls) {
    var request = suite.requests().invokeAsync("bench", function, EVENT);
    var left = new AtomicInteger(calls);
    var result =
        HttpLoad.run(
            suite.address(), CALLERS, PATIENCE, _ -> left.getAndDecrement() > 0 ? request : null);
    if (result.refused() > 0) {
      throw new IllegalStateException(result.refused() + " calls were refused");
    }
  }

  /** How long it takes until all instances are there, if they are before so many calls ended. */
  private String ramp(String function, int instances, long enough)
      throws IOException, InterruptedException {
    var all =
        Pattern.compile("\"functionName\":\"" + function + "\"[^}]*\"instances\":" + instances);
    long since = System.nanoTime();
    while (!all.matcher(suite.read("/kafunc/instances")).find()) {
      if (settled() >= enough) {
        return "never all instances";
      }
      patient(since);
    }
    return "all instances after %.1f s".formatted(seconds(since));
  }

  /** How many calls have ended as soon as that is so many. */
  private long settledOnce(long count) throws IOException, InterruptedException {
    long since = System.nanoTime();
    long settled = settled();
    while (settled < count) {
      patient(since);
      settled = settled();
    }
    return settled;
  }

  private static void patient(long since) throws InterruptedException {
    if (System.nanoTime() - since > PATIENCE.toNanos()) {
      throw new IllegalStateException("it takes too long");
    }
    Thread.sleep(20);
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  private long settled() throws IOException, InterruptedException {
    var settled = SETTLED.matcher(suite.read("/kafunc/calls?service=nothing"));
    settled.find();
    return Long.parseLong(settled.group(1));
  }

  /** The accepted are indexed, and what was compiled for it is compiled. */
  private void settle() throws IOException, InterruptedException {
    settled();
    Thread.sleep(3_000);
  }
}
