// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.benchmarks;

import io.kafunc.benchmarks.HttpLoad.Requests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes of metadata through the HTTP API: 64 writers on 64 services against one writer (group
 * commit), and against acks=all produce of as many bytes on the same broker.
 */
public final class MetadataWrites {

  private static final int WRITERS = 64;
  private static final int EVENT_BYTES = 700;

  /** As long as the compilers need for the whole path of an update, on two busy processors. */
  private static final Duration WARM_UP = Duration.ofSeconds(45);

  private static final Duration ROUND = Duration.ofSeconds(3);
  private static final int ROUNDS = 5;

  private MetadataWrites() {}

  public static void main(String[] args) throws Exception {
    try (var broker = BrokerProcess.start();
        var suite =
            SuiteProcess.up(Map.of("KAFUNC_KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers()));
        var produce = new AckedProduce(broker.bootstrapServers())) {
      List<byte[]> updates = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        suite.deploy("service-" + i, "f", 1, "index.py", "def handler(event, context): pass");
        updates.add(
            suite
                .requests()
                .put("/services/service-" + i + "/functions/f", "{\"description\":\"again\"}"));
      }
      Requests all = updates::get;
      HttpLoad.run(suite.address(), WRITERS, WARM_UP, all);
      HttpLoad.run(suite.address(), 1, ROUND, all);
      produce.run(WRITERS, EVENT_BYTES, ROUND);

      SideBySide.print(
          "UpdateFunction/s, 64 writers and 1 writer",
          SideBySide.of(ROUNDS, () -> rate(suite, WRITERS, all), () -> rate(suite, 1, all)),
          "a second",
          ">= 4, aim 10");
      SideBySide.print(
          "UpdateFunction/s and produce, 64 callers each",
          SideBySide.of(
              ROUNDS,
              () -> rate(suite, WRITERS, all),
              () -> produce.run(WRITERS, EVENT_BYTES, ROUND).perSecond()),
          "a second",
          ">= 0.15, aim 0.4");
      latency(suite, produce, all);
    }
    System.exit(0);
  }

  private static void latency(SuiteProcess suite, AckedProduce produce, Requests all) {
    List<Double> ours = new ArrayList<>();
    List<Double> theirs = new ArrayList<>();
    SideBySide.print(
        "UpdateFunction and produce, 1 caller: p50",
        SideBySide.of(
            ROUNDS,
            () -> {
              var result = HttpLoad.run(suite.address(), 1, ROUND, all);
              ours.add(result.p99Micros());
              return result.p50Micros();
            },
            () -> {
              var result = produce.run(1, EVENT_BYTES, ROUND);
              theirs.add(result.p99Micros());
              return result.p50Micros();
            }),
        "us",
        "<= 10, aim 5");
    System.out.printf(
        "%-58s %,.0f and %,.0f us%n",
        "  the same: p99", SideBySide.median(ours), SideBySide.median(theirs));
  }

  private static double rate(SuiteProcess suite, int writers, Requests requests) {
    var result = HttpLoad.run(suite.address(), writers, ROUND, requests);
    if (result.refused() > 0) {
      throw new IllegalStateException(result.refused() + " writes were refused");
    }
    return result.perSecond();
  }
}
