// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.benchmarks;

import io.kafunc.benchmarks.HttpLoad.Requests;
import java.time.Duration;
import java.util.Map;

/**
 * Asynchronous calls accepted by 64 callers against acks=all produce of as many bytes by 64 callers
 * that await their acks, on one broker. First to a function whose instances are all busy, so that
 * only accepting is measured; then to one that does nothing, whose calls run and settle meanwhile.
 */
public final class AsyncAccepts {

  private static final int CALLERS = 64;
  private static final int EVENT_BYTES = 1000;
  private static final int RECORD_BYTES = 1200;

  private static final Duration ROUND = Duration.ofSeconds(3);

  /**
   * As long as the compilers need for the whole path of a call, on two busy processors; in rounds,
   * because connections that come and go are part of it.
   */
  private static final int WARM_UP_ROUNDS = 40;

  private static final int ROUNDS = 5;
  private static final String BUSY =
      "exports.handler = (event, context, callback) => setTimeout(() => callback(null, ''), 50000);";
  private static final String NOTHING =
      "exports.handler = (event, context, callback) => callback(null, '');";

  private AsyncAccepts() {}

  public static void main(String[] args) throws Exception {
    try (var broker = BrokerProcess.start();
        var suite =
            SuiteProcess.up(Map.of("KAFUNC_KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers()));
        var produce = new AckedProduce(broker.bootstrapServers())) {
      suite.deploy("bench", "busy", 1, "index.js", BUSY);
      suite.addFunction("bench", "nothing", 100, "index.js", NOTHING);
      compare("async accepts/s, 64 callers, instances busy", "busy", suite, produce);
      compare("async accepts/s, 64 callers, calls run meanwhile", "nothing", suite, produce);
      EndToEnd.print(suite, "nothing", new byte[EVENT_BYTES]);
    }
    System.exit(0);
  }

  private static void compare(
      String what, String function, SuiteProcess suite, AckedProduce produce) {
    var request = suite.requests().invokeAsync("bench", function, new byte[EVENT_BYTES]);
    for (int i = 0; i < WARM_UP_ROUNDS; i++) {
      accepted(suite, request);
    }
    produce.run(CALLERS, RECORD_BYTES, ROUND);
    var medians =
        SideBySide.of(
            ROUNDS,
            () -> accepted(suite, request),
            () -> produce.run(CALLERS, RECORD_BYTES, ROUND).perSecond());
    SideBySide.print(what, medians, "a second", ">= 0.5, aim 0.8");
  }

  private static double accepted(SuiteProcess suite, byte[] request) {
    var result = HttpLoad.run(suite.address(), CALLERS, ROUND, Requests.always(request));
    if (result.refused() > 0) {
      throw new IllegalStateException(result.refused() + " calls were refused");
    }
    return result.perSecond();
  }
}
