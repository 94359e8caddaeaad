// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.drain;

import io.kafunc.schemas.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the owned partitions of kafunc.calls, all of them with one consumer on one thread. It is
 * never paused: indexing a call costs a few bytes, so nothing has to wait for a slow function. It
 * rides out a broker that is away.
 */
public final class CallReader implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CallReader.class);
  private static final Duration POLL = Duration.ofSeconds(1);

  /** So many at once mean that calls come fast: the next may gather, a fetch each is dear. */
  private static final int MANY = 8;

  private static final Duration GATHER = Duration.ofMillis(10);
  private static final Duration PAUSE = Duration.ofMillis(200);

  /** Who takes the calls of a partition, on the reader's thread. */
  interface Sink {

    /** Next offset to be read. */
    long position();

    void read(List<ConsumerRecord<byte[], byte[]>> records);

    /** Nothing lies below this offset that was not read. */
    void passed(long offset);

    /** What was read could not be taken. */
    void failed(Throwable cause);
  }

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final Map<TopicPartition, Sink> sinks = new ConcurrentHashMap<>();
  private final Map<TopicPartition, Sink> assigned = new HashMap<>();
  private final Thread thread;
  private volatile Consumer<byte[], byte[]> consumer;
  private volatile boolean closed;

  public CallReader(Supplier<Consumer<byte[], byte[]>> consumers) {
    this.consumers = consumers;
    this.thread = Thread.ofPlatform().name("call-reader").daemon().start(this::work);
  }

  void add(int partition, Sink sink) {
    sinks.put(of(partition), sink);
    wake();
  }

  void remove(int partition, Sink sink) {
    sinks.remove(of(partition), sink);
    wake();
  }

  @Override
  public void close() {
    closed = true;
    wake();
    try {
      thread.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void wake() {
    var current = consumer;
    if (current != null) {
      current.wakeup();
    }
    synchronized (sinks) {
      sinks.notifyAll();
    }
  }

  private void work() {
    while (!closed) {
      try {
        waitForWork();
        if (!closed) {
          step();
        }
      } catch (WakeupException e) {
        // What is owned has changed, or it is over.
      } catch (InterruptedException e) {
        break;
      } catch (RuntimeException e) {
        LOG.warn("reading calls failed; it begins anew", e);
        discard();
      }
    }
    discard();
  }

  private void waitForWork() throws InterruptedException {
    synchronized (sinks) {
      while (!closed && sinks.isEmpty() && assigned.isEmpty()) {
        sinks.wait();
      }
    }
  }

  private void step() throws InterruptedException {
    if (consumer == null) {
      consumer = consumers.get();
    }
    assign();
    if (assigned.isEmpty()) {
      return;
    }
    var records = consumer.poll(POLL);
    for (var partition : records.partitions()) {
      deliver(assigned.get(partition), records.records(partition));
    }
    if (records.isEmpty()) {
      assigned.forEach((partition, sink) -> sink.passed(consumer.position(partition)));
    }
    if (records.count() >= MANY) {
      LockSupport.parkNanos(GATHER.toNanos());
    }
  }

  private void assign() {
    var wanted = Map.copyOf(sinks);
    if (wanted.equals(assigned)) {
      return;
    }
    Set<TopicPartition> fresh =
        wanted.keySet().stream()
            .filter(each -> assigned.get(each) != wanted.get(each))
            .collect(Collectors.toSet());
    consumer.assign(wanted.keySet());
    fresh.forEach(each -> consumer.seek(each, wanted.get(each).position()));
    assigned.clear();
    assigned.putAll(wanted);
  }

  private static void deliver(Sink sink, List<ConsumerRecord<byte[], byte[]>> records) {
    try {
      sink.read(records);
    } catch (RuntimeException e) {
      sink.failed(e);
    }
  }

  private void discard() {
    assigned.clear();
    var last = consumer;
    consumer = null;
    try {
      if (last != null) {
        last.close();
      }
      if (!closed) {
        synchronized (sinks) {
          sinks.wait(PAUSE.toMillis());
        }
      }
    } catch (RuntimeException e) {
      LOG.warn("closing a consumer failed", e);
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  private static TopicPartition of(int partition) {
    return new TopicPartition(Topics.CALLS, partition);
  }
}
