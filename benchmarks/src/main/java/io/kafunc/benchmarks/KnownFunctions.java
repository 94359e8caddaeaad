// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.benchmarks;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What functions that nobody calls cost an invoker in memory, and the services they are in. */
public final class KnownFunctions {

  private static final int ALL = Starts.SERVICES * Starts.FUNCTIONS;

  /** More than enough for the last of them to be known. */
  private static final Duration KNOWN = Duration.ofSeconds(3);

  private KnownFunctions() {}

  public static void main(String[] args) throws Exception {
    try (var broker = BrokerProcess.start()) {
      var settings =
          new HashMap<>(Map.of("KAFUNC_KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers()));
      try (var metadata = SuiteProcess.serve("metadata", settings)) {
        settings.put("KAFUNC_METADATA_URL", metadata.url());
        try (var invoker = SuiteProcess.serve("invoker", settings)) {
          measure(metadata, invoker);
        }
      }
    }
    System.exit(0);
  }

  private static void measure(SuiteProcess metadata, SuiteProcess invoker) throws Exception {
    double before = invoker.heapAfterCollection();
    Starts.fill(metadata);
    Thread.sleep(KNOWN.toMillis());
    System.out.printf(
        Locale.ROOT,
        "%-58s %,6.0f bytes  bar <= 2,048, aim 512%n",
        "heap of an invoker per idle known function",
        (invoker.heapAfterCollection() - before) / ALL);
  }
}
