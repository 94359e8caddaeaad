// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.benchmarks;

import io.kafunc.benchmarks.HttpLoad.Requests;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Asynchronous calls accepted, run and settled a second, against synchronous ones. */
final class EndToEnd {

  private static final int CALLERS = 64;
  private static final int CALLS = 60_000;
  private static final Duration ROUND = Duration.ofSeconds(3);
  private static final int ROUNDS = 3;

  private EndToEnd() {}

  static void print(SuiteProcess suite, String function, byte[] event) {
    var sync = Requests.always(suite.requests().invoke("bench", function, event));
    HttpLoad.run(suite.address(), CALLERS, ROUND, sync);
    awaitNoneOpen(suite);
    SideBySide.print(
        "async no-op end to end/s and sync calls/s, 64 callers",
        SideBySide.of(
            ROUNDS,
            () -> endToEnd(suite, function, event),
            () -> HttpLoad.run(suite.address(), CALLERS, ROUND, sync).perSecond()),
        "a second",
        ">= 0.35, aim 0.7");
  }

  /** From the first call sent until none is open. */
  private static double endToEnd(SuiteProcess suite, String function, byte[] event) {
    byte[] request = suite.requests().invokeAsync("bench", function, event);
    var left = new AtomicInteger(CALLS);
    long begun = System.nanoTime();
    var result =
        HttpLoad.run(
            suite.address(),
            CALLERS,
            Duration.ofMinutes(5),
            _ -> left.getAndDecrement() > 0 ? request : null);
    if (result.refused() > 0) {
      throw new IllegalStateException(result.refused() + " calls were refused");
    }
    awaitNoneOpen(suite);
    return CALLS / ((System.nanoTime() - begun) / 1e9);
  }

  private static void awaitNoneOpen(SuiteProcess suite) {
    try {
      while (!suite.read("/kafunc/calls?service=bench&function=nothing&limit=1").contains("[]")) {
        Thread.sleep(50);
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
