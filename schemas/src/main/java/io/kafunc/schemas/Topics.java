// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Every topic of the suite: its name, its partitions and how long it keeps what. */
public final class Topics {

  /** Metadata events, the source of truth; key: account id. */
  public static final String METADATA = "kafunc.metadata";

  /** Avro schemas by fingerprint. */
  public static final String SCHEMAS = "kafunc.schemas";

  /** Accepted asynchronous calls. */
  public static final String CALLS = "kafunc.calls";

  /** What became of them; partition n speaks of partition n of {@link #CALLS}. */
  public static final String CALL_EVENTS = "kafunc.call-events";

  /** Snapshots of the open calls of each partition. */
  public static final String CALL_INDEX = "kafunc.call-index";

  /** Records of synchronous calls; key: request id. */
  public static final String INVOCATIONS = "kafunc.invocations";

  /** Lines functions wrote; key: request id. */
  public static final String OUTPUT = "kafunc.output";

  /** Ticks of timers, due and fired. */
  public static final String FIRINGS = "kafunc.firings";

  /** Results of asynchronous calls in chunks; key: request id. */
  public static final String RESULTS = "kafunc.results";

  /** Records nobody could decode, with the reason. */
  public static final String PARKED = "kafunc.parked";

  /** Partitions of the call topics on the embedded broker. */
  public static final int EMBEDDED_CALL_PARTITIONS = 8;

  /** Partitions of the call topics on a cluster: they are the unit of ownership. */
  public static final int CLUSTER_CALL_PARTITIONS = 64;

  /** Bytes of a record, key and value together, that every topic takes. */
  public static final int RECORD_BYTES = 1_000_000;

  /**
   * Those that {@link #METADATA} takes: a version is one event, with all functions of its service.
   */
  public static final int MOST_RECORD_BYTES = 16 * 1024 * 1024;

  /** Room for the batch around a record. */
  public static final int BATCH_BYTES = 64 * 1024;

  /**
   * Compaction copies every call that still waits, to drop those that ended. It leaves alone what
   * may still end soon, and comes when half of a partition is new.
   */
  private static final Duration CALLS_SETTLE = Duration.ofMinutes(5);

  private Topics() {}

  /**
   * All topics of a suite.
   *
   * @param callPartitions how many partitions the call topics get when they are made
   */
  public static List<TopicSpec> all(int callPartitions) {
    return List.of(
        fixed(
            METADATA,
            1,
            Map.of(
                "cleanup.policy",
                "delete",
                "retention.ms",
                "-1",
                TopicSpec.MOST_BYTES,
                Integer.toString(MOST_RECORD_BYTES + BATCH_BYTES))),
        fixed(SCHEMAS, 1, Map.of("cleanup.policy", "compact")),
        chosen(
            CALLS,
            callPartitions,
            Map.of(
                "cleanup.policy", "compact,delete",
                "retention.ms", millis(Duration.ofDays(32)),
                "segment.bytes", "67108864",
                "min.compaction.lag.ms", millis(CALLS_SETTLE),
                "min.cleanable.dirty.ratio", "0.5")),
        chosen(CALL_EVENTS, callPartitions, keptFor(Duration.ofDays(7))),
        chosen(
            CALL_INDEX,
            callPartitions,
            Map.of(
                "cleanup.policy", "compact",
                "segment.bytes", "16777216",
                "min.cleanable.dirty.ratio", "0.1")),
        fixed(INVOCATIONS, 6, keptFor(Duration.ofDays(7))),
        fixed(OUTPUT, 6, keptFor(Duration.ofDays(3))),
        fixed(FIRINGS, 1, keptFor(Duration.ofDays(7))),
        fixed(RESULTS, 6, keptFor(Duration.ofDays(7))),
        fixed(PARKED, 1, keptFor(Duration.ofDays(30))));
  }

  private static TopicSpec fixed(String name, int partitions, Map<String, String> settings) {
    return new TopicSpec(name, partitions, false, settings);
  }

  private static TopicSpec chosen(String name, int partitions, Map<String, String> settings) {
    return new TopicSpec(name, partitions, true, settings);
  }

  private static Map<String, String> keptFor(Duration retention) {
    return Map.of("cleanup.policy", "delete", "retention.ms", millis(retention));
  }

  private static String millis(Duration duration) {
    return Long.toString(duration.toMillis());
  }
}
