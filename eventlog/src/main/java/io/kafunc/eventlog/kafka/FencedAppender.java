// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog.kafka;

import io.kafunc.eventlog.EventTooLargeException;
import io.kafunc.eventlog.Node;
import io.kafunc.eventlog.OwnershipLostException;
import io.kafunc.eventlog.UnclearAppendException;
import io.kafunc.schemas.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends to one partition as its only writer. A transaction stays open for seconds and serves as
 * an epoch check on each append: a record counts once it is acked, committed or not, for all our
 * readers are {@code read_uncommitted}. RATIONALE.md has the figures.
 *
 * <p>One thread of its own sends and commits, so the two never race. {@link #append} only queues:
 * it may be called by any thread, event loops included. Futures complete on the producer's network
 * thread: what follows them must hand over before it blocks.
 *
 * <p>The first failure ends it: fence errors ({@link ProducerFencedException}, {@link
 * InvalidProducerEpochException}) as {@link OwnershipLostException}, everything else, being
 * unclear, as {@link UnclearAppendException}. Nothing is retried beyond what one epoch allows.
 */
public final class FencedAppender implements AutoCloseable {

  /**
   * A record that is to be.
   *
   * @param key may be null
   * @param most bytes that key and value may have together
   */
  public record Entry(byte[] key, byte[] value, int most) {

    public Entry(byte[] key, byte[] value) {
      this(key, value, Topics.RECORD_BYTES);
    }

    private void requireFits() {
      int bytes = value.length + (key == null ? 0 : key.length);
      if (bytes > most) {
        throw new EventTooLargeException(bytes, most);
      }
    }

    private ProducerRecord<byte[], byte[]> on(TopicPartition partition) {
      return new ProducerRecord<>(partition.topic(), partition.partition(), key, value);
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(FencedAppender.class);

  private static final long COMMIT_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final Duration CLOSED_WITHIN = Duration.ofSeconds(2);

  private final Producer<byte[], byte[]> producer;
  private final TopicPartition partition;
  private final long epoch;
  private final BlockingQueue<Append> waiting = new LinkedBlockingQueue<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final Thread thread;

  private volatile RuntimeException failure;
  private volatile boolean closed;
  private boolean open = true;
  private long began = System.nanoTime();

  /**
   * Takes the partition: when this returns, the fence is in the log and no earlier owner can append
   * behind it. Blocks for 0.1 to some seconds.
   *
   * @throws UnclearAppendException when the broker does not answer; taking it again is allowed
   * @throws OwnershipLostException when somebody else took it at the same time
   */
  public static FencedAppender take(
      KafkaConfig config, TopicPartition partition, FenceRecord fence, Node node, Clock clock) {
    var producer =
        config.producer(
            Map.of(
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                partition.topic() + "-" + partition.partition(),
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                60_000,
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                Topics.MOST_RECORD_BYTES + Topics.BATCH_BYTES));
    return take(producer, partition, fence.write(partition, node, clock));
  }

  static FencedAppender take(
      Producer<byte[], byte[]> producer,
      TopicPartition partition,
      ProducerRecord<byte[], byte[]> fence) {
    try {
      producer.initTransactions();
      producer.beginTransaction();
      return new FencedAppender(producer, partition, producer.send(fence).get().offset());
    } catch (ExecutionException | RuntimeException e) {
      producer.close(Duration.ZERO);
      throw classify(partition, e);
    } catch (InterruptedException e) {
      producer.close(Duration.ZERO);
      Thread.currentThread().interrupt();
      throw classify(partition, e);
    }
  }

  private FencedAppender(Producer<byte[], byte[]> producer, TopicPartition partition, long epoch) {
    this.producer = producer;
    this.partition = partition;
    this.epoch = epoch;
    this.thread = Thread.ofVirtual().name("append-" + partition).start(this::run);
  }

  /** The position of the fence this ownership began with. */
  public long epoch() {
    return epoch;
  }

  /** Appends one record and answers with its position. */
  public CompletableFuture<Long> append(byte[] key, byte[] value) {
    return append(List.of(new Entry(key, value))).thenApply(List::getFirst);
  }

  /**
   * Appends records in order and answers with their positions when all are acked.
   *
   * @throws EventTooLargeException when one is; nothing is appended then
   */
  public CompletableFuture<List<Long>> append(List<Entry> entries) {
    entries.forEach(Entry::requireFits);
    var append = new Append(entries);
    waiting.add(append);
    if (ended.isDone()) {
      failWaiting();
    }
    return append.positions;
  }

  /**
   * Completes when nothing can be appended any more: exceptionally, with what ended it, unless it
   * was closed. On this the owner drops what it holds of the partition.
   */
  public CompletableFuture<Void> ended() {
    return ended.copy();
  }

  private void run() {
    try {
      while (!closed && failure == null) {
        var next = waiting.poll(100, TimeUnit.MILLISECONDS);
        if (open && System.nanoTime() - began >= COMMIT_NANOS) {
          commit();
        }
        if (next != null) {
          send(next);
        }
      }
      for (var next = waiting.poll(); next != null && failure == null; next = waiting.poll()) {
        send(next);
      }
      if (open && failure == null) {
        commit();
      }
    } catch (RuntimeException e) {
      fail(e);
    } catch (InterruptedException e) {
      fail(e);
      Thread.currentThread().interrupt();
    } finally {
      end();
    }
  }

  private void send(Append append) {
    try {
      if (!open) {
        producer.beginTransaction();
        began = System.nanoTime();
        open = true;
      }
      for (int i = 0; i < append.entries.size(); i++) {
        int index = i;
        producer.send(
            append.entries.get(i).on(partition),
            (metadata, fault) -> {
              if (fault == null) {
                append.acked(index, metadata.offset());
              } else {
                append.positions.completeExceptionally(fail(fault));
              }
            });
      }
    } catch (RuntimeException fault) {
      append.positions.completeExceptionally(fail(fault));
    }
  }

  private void commit() {
    producer.commitTransaction();
    open = false;
  }

  private synchronized RuntimeException fail(Exception fault) {
    if (failure == null) {
      failure = classify(partition, fault);
      LOG.warn("append failed partition={} epoch={} reason={}", partition, epoch, fault.toString());
    }
    return failure;
  }

  private void end() {
    if (failure == null) {
      ended.complete(null);
    } else {
      ended.completeExceptionally(failure);
    }
    failWaiting();
    producer.close(failure == null ? CLOSED_WITHIN : Duration.ZERO);
  }

  private void failWaiting() {
    var reason =
        failure != null ? failure : new UnclearAppendException("closed " + partition, null);
    for (var next = waiting.poll(); next != null; next = waiting.poll()) {
      next.positions.completeExceptionally(reason);
    }
  }

  private static RuntimeException classify(TopicPartition partition, Exception fault) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof ProducerFencedException
          || cause instanceof InvalidProducerEpochException) {
        return new OwnershipLostException(partition + " has another owner", fault);
      }
    }
    return new UnclearAppendException("unclear what " + partition + " holds", fault);
  }

  /**
   * Sends what waits, commits and ends; waits two seconds for that. What was acked counts all the
   * same: the next owner ends the transaction.
   */
  @Override
  public void close() {
    closed = true;
    try {
      if (!thread.join(CLOSED_WITHIN)) {
        LOG.warn("appender did not end partition={}", partition);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Entries that are answered together. Acked on the producer's network thread only. */
  private static final class Append {

    final List<Entry> entries;
    final CompletableFuture<List<Long>> positions = new CompletableFuture<>();
    private final Long[] acked;
    private int left;

    Append(List<Entry> entries) {
      this.entries = List.copyOf(entries);
      this.acked = new Long[entries.size()];
      this.left = acked.length;
    }

    void acked(int index, long position) {
      acked[index] = position;
      if (--left == 0) {
        positions.complete(List.of(acked));
      }
    }
  }
}
