// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.drain;

import io.kafunc.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches calls by their offsets, for queues that are longer than what is held in memory and for
 * questions about single calls. One consumer on one thread; small gaps are read through, larger
 * ones jumped over. Futures complete on its thread: what follows them must not block.
 */
public final class CallFetcher implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CallFetcher.class);
  private static final int WORTH_A_JUMP = 400;
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final LinkedBlockingQueue<Order> orders = new LinkedBlockingQueue<>();
  private final Thread thread;
  private volatile boolean closed;
  private Consumer<byte[], byte[]> consumer;
  private TopicPartition assigned;
  private boolean fresh;

  public CallFetcher(Supplier<Consumer<byte[], byte[]>> consumers) {
    this.consumers = consumers;
    this.thread = Thread.ofPlatform().name("call-fetcher").daemon().start(this::work);
  }

  /**
   * What was found.
   *
   * @param below every wanted call below this offset is among {@code calls}, or is not in the log
   */
  public record Fetched(List<StoredCall> calls, long below) {}

  /**
   * Fetches calls.
   *
   * @param offsets ascending, not empty
   * @param maxBytes after which it stops, though never before the first call
   */
  public CompletableFuture<Fetched> fetch(int partition, List<Long> offsets, long maxBytes) {
    var order =
        new Order(
            new TopicPartition(Topics.CALLS, partition),
            List.copyOf(offsets),
            maxBytes,
            new CompletableFuture<>());
    orders.add(order);
    if (closed) {
      order.answer.cancel(false);
    }
    return order.answer;
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }

  private void work() {
    while (!closed) {
      try {
        var order = orders.take();
        serve(order);
      } catch (InterruptedException e) {
        break;
      }
    }
    orders.forEach(order -> order.answer.cancel(false));
    discard();
  }

  private void serve(Order order) {
    try {
      if (consumer == null) {
        consumer = consumers.get();
      }
      if (!order.partition.equals(assigned)) {
        consumer.assign(List.of(order.partition));
        assigned = order.partition;
        fresh = true;
      }
      order.answer.complete(collect(order));
    } catch (TimeoutException | RuntimeException e) {
      discard();
      order.answer.completeExceptionally(e);
    }
  }

  private Fetched collect(Order order) throws TimeoutException {
    var basket = new Basket(order);
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (!basket.isFull()) {
      try {
        jumpTo(order.partition, basket.wanted());
        var records = consumer.poll(POLL);
        records.forEach(basket::offer);
        basket.passed(consumer.position(order.partition));
        if (records.isEmpty() && consumer.position(order.partition) >= end(order.partition)) {
          basket.passed(Long.MAX_VALUE);
        }
      } catch (OffsetOutOfRangeException e) {
        long begin = consumer.beginningOffsets(List.of(order.partition)).get(order.partition);
        basket.passed(basket.wanted() < begin ? begin : Long.MAX_VALUE);
      }
      if (System.nanoTime() > until) {
        throw new TimeoutException("no answer from " + order.partition);
      }
    }
    return basket.fetched();
  }

  private void jumpTo(TopicPartition partition, long wanted) {
    long gap = fresh ? -1 : wanted - consumer.position(partition);
    if (gap < 0 || gap > WORTH_A_JUMP) {
      consumer.seek(partition, wanted);
      fresh = false;
    }
  }

  private long end(TopicPartition partition) {
    return consumer.endOffsets(List.of(partition), PATIENCE).get(partition);
  }

  private void discard() {
    assigned = null;
    try {
      if (consumer != null) {
        consumer.close();
      }
    } catch (RuntimeException e) {
      LOG.warn("closing a consumer failed", e);
    }
    consumer = null;
  }

  /** What somebody wants. */
  private record Order(
      TopicPartition partition,
      List<Long> offsets,
      long maxBytes,
      CompletableFuture<Fetched> answer) {}

  /** What was found of it so far. */
  private static final class Basket {

    private final Order order;
    private final List<StoredCall> found = new ArrayList<>();
    private int next;
    private long bytes;

    Basket(Order order) {
      this.order = order;
    }

    long wanted() {
      return order.offsets.get(next);
    }

    boolean isFull() {
      return next == order.offsets.size() || bytes >= order.maxBytes && !found.isEmpty();
    }

    void offer(ConsumerRecord<byte[], byte[]> record) {
      passed(record.offset());
      if (!isFull() && wanted() == record.offset()) {
        next++;
        if (record.value() != null) {
          var call = StoredCall.of(record);
          found.add(call);
          bytes += call.bytes();
        }
      }
    }

    /** Nothing more is to be found below an offset. */
    void passed(long offset) {
      while (!isFull() && wanted() < offset) {
        next++;
      }
    }

    Fetched fetched() {
      return new Fetched(List.copyOf(found), next == 0 ? 0 : order.offsets.get(next - 1) + 1);
    }
  }
}
