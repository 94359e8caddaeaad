// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.benchmarks;

import io.kafunc.benchmarks.HttpLoad.Requests;
import io.kafunc.benchmarks.HttpLoad.Result;
import java.time.Duration;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Warm synchronous calls through the whole suite (signed, sandboxed, recorded) against the same
 * Node handler behind a bare Node HTTP server.
 */
public final class SyncCalls {

  static final String HANDLER =
      "exports.handler = (event, context, callback) => callback(null, event);";
  static final byte[] EVENT = "x".repeat(100).getBytes();

  /** As long as the compilers need for the whole path of a call, on two busy processors. */
  static final Duration WARM_UP = Duration.ofSeconds(45);

  static final Duration ROUND = Duration.ofSeconds(2);
  private static final int ROUNDS = 5;

  private SyncCalls() {}

  public static void main(String[] args) throws Exception {
    try (var suite = SuiteProcess.up(Map.of());
        var node = BareNode.start(HANDLER)) {
      suite.deploy("bench", "shared", 100, "index.js", HANDLER);
      suite.addFunction("bench", "single", 1, "index.js", HANDLER);
      for (var function : new String[] {"shared", "single"}) {
        var ours = new Side(suite.address(), suite.requests().invoke("bench", function, EVENT));
        var theirs = new Side(node.address(), plain());
        ours.run(64, WARM_UP);
        theirs.run(64, ROUND);
        for (int connections : new int[] {1, 16, 64}) {
          compare(function, connections, ours, theirs);
        }
      }
    }
    System.exit(0);
  }

  private static void compare(String function, int connections, Side ours, Side theirs) {
    var what =
        "warm sync calls/s, %s, %d connections"
            .formatted(
                function.equals("shared") ? "concurrency 100" : "concurrency 1", connections);
    if (connections == 1) {
      compare(what + ": p50", 1, ours, theirs, Result::p50Micros, "us", "<= 3, aim 2");
      compare(what + ": p99", 1, ours, theirs, Result::p99Micros, "us", "<= 3, aim 2");
    }
    perSecond(what, connections, ours, theirs, ">= 0.35, aim 0.7");
  }

  static void perSecond(String what, int connections, Side ours, Side theirs, String bar) {
    compare(what, connections, ours, theirs, Result::perSecond, "a second", bar);
  }

  private static void compare(
      String what,
      int connections,
      Side ours,
      Side theirs,
      ToDoubleFunction<Result> figure,
      String unit,
      String bar) {
    var medians =
        SideBySide.of(
            ROUNDS,
            () -> figure.applyAsDouble(ours.run(connections, ROUND)),
            () -> figure.applyAsDouble(theirs.run(connections, ROUND)));
    SideBySide.print(what, medians, unit, bar);
  }

  static byte[] plain() {
    return ("POST /invoke HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: "
            + EVENT.length
            + "\r\n\r\n"
            + new String(EVENT))
        .getBytes();
  }

  record Side(java.net.InetSocketAddress server, byte[] request) {
    Result run(int connections, Duration time) {
      var result = HttpLoad.run(server, connections, time, Requests.always(request));
      if (result.refused() > 0) {
        throw new IllegalStateException(result.refused() + " calls were refused");
      }
      return result;
    }
  }
}
