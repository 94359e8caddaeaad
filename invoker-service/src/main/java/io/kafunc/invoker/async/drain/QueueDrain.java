// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.drain;

import io.kafunc.eventlog.EventLog;
import io.kafunc.eventlog.LocalReaders;
import io.kafunc.eventlog.Node;
import io.kafunc.eventlog.Ownership;
import io.kafunc.eventlog.kafka.FenceRecord;
import io.kafunc.eventlog.kafka.KafkaConfig;
import io.kafunc.eventlog.kafka.KafkaEventLog;
import io.kafunc.invoker.async.AsyncSettings;
import io.kafunc.invoker.async.CallRules;
import io.kafunc.invoker.async.CallsTopic;
import io.kafunc.invoker.async.destination.Destinations;
import io.kafunc.invoker.async.queue.DispatchPolicy;
import io.kafunc.invoker.invocation.Invoke;
import io.kafunc.schemas.Schemas;
import io.kafunc.schemas.Topics;
import io.kafunc.schemas.avro.WriterSchemas;
import io.kafunc.schemas.call.CallEvent;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;

/**
 * Drains the asynchronous queues of the partitions this process is elected for. Everything of the
 * draining side begins and ends here.
 */
public final class QueueDrain implements AutoCloseable {

  /** A fetch that waits at the end of the log would hold up the next one, somewhere else. */
  private static final int AT_ONCE = 5;

  private static final int LONG = 500;
  private static final Duration CLOSED_WITHIN = Duration.ofSeconds(1);

  private final AsyncSettings settings;
  private final Ownership election;
  private final Producer<byte[], byte[]> producer;
  private final TopicScan scan;
  private final CallReader reader;
  private final CallFetcher fetcher;
  private final Attempts attempts = new Attempts();
  private final OwnedPartitions partitions;
  private final OpenCalls openCalls;
  private final DeadLetters deadLetters;
  private final StatefulCalls statefulCalls;
  private final ActiveInvoker active;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * @param election of one owner for all partitions of kafunc.calls
   * @param writers schemas of events that other versions have written
   */
  public QueueDrain(
      KafkaConfig kafka,
      CallsTopic topic,
      Node node,
      Ownership election,
      WriterSchemas writers,
      Invoke invoke,
      CallRules rules,
      Destinations destinations,
      AsyncSettings settings,
      Clock clock) {
    this.settings = settings;
    this.election = election;
    this.producer = kafka.producer(Map.of());
    this.scan = new TopicScan(() -> consumer(kafka, "earliest", 4 << 20, AT_ONCE));
    this.reader = new CallReader(() -> consumer(kafka, "earliest", 4 << 20, LONG));
    this.fetcher = new CallFetcher(() -> consumer(kafka, "none", 1 << 20, AT_ONCE));
    var snapshots = new SnapshotStore(producer, scan, writers);
    var with =
        new Surroundings(
            node,
            topic.generation(),
            settings,
            new DispatchPolicy(
                settings.slots(),
                settings.ahead(),
                settings.inFlight(),
                settings.windowBytes() / 4,
                settings.retryDelay()),
            rules,
            invoke,
            clock,
            election::fresh,
            election.session(),
            writers,
            reader,
            fetcher,
            snapshots,
            new Tombstones(producer),
            new Results(producer, scan, executor),
            destinations,
            new Parking(producer, clock),
            attempts,
            new ByteBudget(settings.windowBytes()),
            executor);
    var takeover =
        new Takeover(
            partition -> log(kafka, writers, clock, partition), node, snapshots, scan, writers);
    this.partitions = new OwnedPartitions(election, takeover, with);
    this.deadLetters = new DeadLetters(topic, partitions, fetcher, writers);
    this.statefulCalls = new StatefulCalls(topic, partitions, fetcher, executor, writers);
    this.openCalls = new OpenCalls(topic, partitions, fetcher, scan, executor, writers);
    this.active = new ActiveInvoker(scan, writers, node, () -> partitions.elected(0));
  }

  public void start() {
    election.start(partitions);
    active.watch();
  }

  /** What can be asked about open calls. */
  public OpenCalls openCalls() {
    return openCalls;
  }

  /** Calls that failed for good. */
  public DeadLetters deadLetters() {
    return deadLetters;
  }

  /** Calls that keep their states. */
  public StatefulCalls statefulCalls() {
    return statefulCalls;
  }

  /** Who drains the queues. */
  public ActiveInvoker active() {
    return active;
  }

  /**
   * Hands out no more calls; running ones may end, see {@link AsyncSettings#drainTimeout}. Then the
   * queues are another process's to drain, while this one answers its last requests.
   */
  public void stop() {
    partitions.stop(settings.drainTimeout());
  }

  /** Ends well, within some seconds also where Kafka does not answer. */
  @Override
  public void close() {
    stop();
    end();
  }

  private void end() {
    active.close();
    reader.close();
    fetcher.close();
    scan.close();
    producer.close(CLOSED_WITHIN);
    executor.shutdown();
  }

  private static EventLog<CallEvent> log(
      KafkaConfig kafka, WriterSchemas writers, Clock clock, int partition) {
    return new KafkaEventLog<>(
        kafka,
        new TopicPartition(Topics.CALL_EVENTS, partition),
        Schemas.codec(Schemas.CALL_EVENT, writers),
        _ -> null,
        new FenceRecord(writers),
        new LocalReaders(),
        clock);
  }

  private static Consumer<byte[], byte[]> consumer(
      KafkaConfig kafka, String outOfRange, int fetchBytes, int waitMillis) {
    return kafka.consumer(
        Map.of(
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            outOfRange,
            ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
            fetchBytes,
            ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
            waitMillis,
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            5_000,
            ConsumerConfig.CHECK_CRCS_CONFIG,
            false));
  }
}
