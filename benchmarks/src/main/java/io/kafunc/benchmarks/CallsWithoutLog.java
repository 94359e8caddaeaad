// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.benchmarks;

import io.kafunc.benchmarks.SyncCalls.Side;
import java.util.HashMap;
import java.util.Map;

/**
 * Warm synchronous calls through an invoker alone, with broker and metadata-service beside it and
 * nobody who reads its records, against the same Node handler behind a bare Node HTTP server.
 */
public final class CallsWithoutLog {

  private CallsWithoutLog() {}

  public static void main(String[] args) throws Exception {
    try (var broker = BrokerProcess.start();
        var node = BareNode.start(SyncCalls.HANDLER)) {
      var settings =
          new HashMap<>(Map.of("KAFUNC_KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers()));
      try (var metadata = SuiteProcess.serve("metadata", settings)) {
        settings.put("KAFUNC_METADATA_URL", metadata.url());
        try (var invoker = SuiteProcess.serve("invoker", settings)) {
          metadata.deploy("bench", "shared", 100, "index.js", SyncCalls.HANDLER);
          Thread.sleep(1_000);
          var request = invoker.requests().invoke("bench", "shared", SyncCalls.EVENT);
          var ours = new Side(invoker.address(), request);
          var theirs = new Side(node.address(), SyncCalls.plain());
          ours.run(64, SyncCalls.WARM_UP);
          theirs.run(64, SyncCalls.ROUND);
          for (int connections : new int[] {16, 64}) {
            var what = "warm sync calls/s without log-service, %d connections";
            SyncCalls.perSecond(
                what.formatted(connections), connections, ours, theirs, ">= 0.6, aim 1.0");
          }
        }
      }
    }
    System.exit(0);
  }
}
