// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.benchmarks;

import io.kafunc.benchmarks.HttpLoad.Requests;
import io.kafunc.benchmarks.HttpLoad.Result;
import java.io.IOException;
import java.nio.file.Path;
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
 * promises, what a fast function notices of a hundred thousand queued calls of a slow one, and what
 * a queued call costs in memory.
 */
public final class AsyncDrain {

  private static final int CALLERS = 64;
  private static final int FLOOD = 100_000;
  private static final int MORE = 400_000;
  private static final byte[] EVENT = "x".repeat(100).getBytes();
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration ROUND = Duration.ofSeconds(3);
  private static final int ROUNDS = 5;
  private static final int RUN_MILLIS = 100;
  private static final Pattern SETTLED = Pattern.compile("\"settled\":(\\d+)");
  private static final Pattern HEAP =
      Pattern.compile("jvm_memory_used_bytes\\{area=\"heap\".*} ([0-9.E]+)");
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
      drain.againstThePromise("many", 20, 50, 60_000, ">= 0.9, aim 0.97");
      drain.besideAFlood();
    }
    System.exit(0);
  }

  /**
   * Instances times calls in each, divided by how long one takes (F-53); the middle four fifths.
   */
  private void againstThePromise(
      String function, int instances, int concurrency, int calls, String bar) throws Exception {
    suite.addFunction("bench", function, concurrency, "index.js", TENTH);
    limit(function, instances);
    long before = settled();
    queue(function, calls);
    double begun = secondsUntil(before + calls / 10);
    double took = secondsUntil(before + calls - calls / 10) - begun;
    secondsUntil(before + calls);
    double rate = 0.8 * calls / took;
    double promised = instances * concurrency * 1000.0 / RUN_MILLIS;
    System.out.printf(
        Locale.ROOT,
        "%-58s %6.3f  %,.1f of %,.0f a second  bar %s%n",
        "drain, %d instances x %d calls x %d ms".formatted(instances, concurrency, RUN_MILLIS),
        rate / promised,
        rate,
        promised,
        bar);
  }

  private void besideAFlood() throws Exception {
    suite.addFunction("bench", "fast", 10, "index.js", FAST);
    suite.addFunction("bench", "slow", 1, "index.js", SLOW);
    limit("slow", 4);
    fast();
    var idle = rounds();
    queue("slow", FLOOD);
    settle();
    var flooded = rounds();
    var what = "fast function's sync %s, 100,000 slow calls queued";
    print(what.formatted("p50"), idle, flooded, Result::p50Micros);
    print(what.formatted("p99"), idle, flooded, Result::p99Micros);
    double heap = heapAfterCollection();
    queue("slow", MORE);
    settle();
    System.out.printf(
        Locale.ROOT,
        "%-58s %6.1f bytes, of %,d more  bar <= 16, aim 3%n",
        "heap per queued call beyond the payload window",
        (heapAfterCollection() - heap) / MORE,
        MORE);
  }

  private List<Result> rounds() {
    List<Result> rounds = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      rounds.add(fast());
    }
    return rounds;
  }

  private Result fast() {
    var request = Requests.always(suite.requests().invoke("bench", "fast", EVENT));
    var result = HttpLoad.run(suite.address(), 1, ROUND, request);
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

  /** Seconds of the clock when so many calls have ended. */
  private double secondsUntil(long count) throws IOException, InterruptedException {
    while (settled() < count) {
      Thread.sleep(20);
    }
    return System.nanoTime() / 1e9;
  }

  private long settled() throws IOException, InterruptedException {
    var settled = SETTLED.matcher(suite.read("/kafunc/calls?limit=1"));
    settled.find();
    return Long.parseLong(settled.group(1));
  }

  /** The accepted are indexed, and what was compiled for it is compiled. */
  private void settle() throws IOException, InterruptedException {
    settled();
    Thread.sleep(3_000);
  }

  private double heapAfterCollection() throws IOException, InterruptedException {
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    new ProcessBuilder(jcmd, Long.toString(suite.pid()), "GC.run").start().waitFor();
    var parts = HEAP.matcher(suite.read("/prometheus"));
    double used = 0;
    while (parts.find()) {
      used += Double.parseDouble(parts.group(1));
    }
    return used;
  }
}
