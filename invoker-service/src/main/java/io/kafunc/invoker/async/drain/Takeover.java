// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.drain;

import io.kafunc.eventlog.EventLog;
import io.kafunc.eventlog.Node;
import io.kafunc.eventlog.OwnedLog;
import io.kafunc.invoker.async.queue.PartitionCalls;
import io.kafunc.invoker.async.queue.Recovery;
import io.kafunc.schemas.Schemas;
import io.kafunc.schemas.Topics;
import io.kafunc.schemas.avro.AvroCodec;
import io.kafunc.schemas.avro.EventCodec;
import io.kafunc.schemas.avro.WriterSchemas;
import io.kafunc.schemas.call.CallEvent;
import java.util.function.IntFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a partition changes hands: first the fence, after which no earlier owner can append; then
 * what is open, from the newest snapshot and the events between it and the fence. Blocks.
 */
final class Takeover {

  private static final Logger LOG = LoggerFactory.getLogger(Takeover.class);

  private final IntFunction<EventLog<CallEvent>> logs;
  private final Node node;
  private final SnapshotStore snapshots;
  private final TopicScan scan;
  private final EventCodec<CallEvent> codec;

  Takeover(
      IntFunction<EventLog<CallEvent>> logs,
      Node node,
      SnapshotStore snapshots,
      TopicScan scan,
      WriterSchemas writers) {
    this.logs = logs;
    this.node = node;
    this.snapshots = snapshots;
    this.scan = scan;
    this.codec = Schemas.codec(Schemas.CALL_EVENT, writers);
  }

  /**
   * A partition in new hands.
   *
   * @param nextSequence of the next snapshot
   * @param callsEnd before which calls may have a past that the events foretell
   */
  record Holding(
      int partition,
      OwnedLog<CallEvent> log,
      PartitionCalls calls,
      long nextSequence,
      long callsEnd) {}

  Holding take(int partition) {
    long since = System.nanoTime();
    var log = logs.apply(partition).own(node);
    try {
      var snapshot = snapshots.load(partition);
      var recovery = snapshot.map(Recovery::from).orElseGet(Recovery::fromTheBeginning);
      scan.range(
          Topics.CALL_EVENTS,
          partition,
          recovery.eventsPosition(),
          log.epoch(),
          record -> replay(recovery, record));
      var calls = recovery.finish();
      long end = scan.end(Topics.CALLS, partition);
      LOG.debug(
          "partition taken over partition={} epoch={} open={} position={} end={} ms={}",
          partition,
          log.epoch(),
          calls.counts().taken(),
          calls.position(),
          end,
          (System.nanoTime() - since) / 1_000_000);
      return new Holding(partition, log, calls, recovery.nextSequence(), end);
    } catch (RuntimeException e) {
      log.close();
      throw e;
    }
  }

  private void replay(Recovery recovery, ConsumerRecord<byte[], byte[]> record) {
    if (AvroCodec.fingerprint(record.value()) != Schemas.FENCE.fingerprint()) {
      recovery.apply(codec.decode(record.value()));
    }
  }
}
