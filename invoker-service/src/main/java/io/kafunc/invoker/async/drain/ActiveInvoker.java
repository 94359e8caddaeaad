// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.drain;

import io.kafunc.eventlog.Node;
import io.kafunc.eventlog.kafka.FenceRecord;
import io.kafunc.schemas.Schemas;
import io.kafunc.schemas.Topics;
import io.kafunc.schemas.avro.EventCodec;
import io.kafunc.schemas.avro.WriterSchemas;
import io.kafunc.schemas.call.CallEvent;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who drains the queues when this process does not: whoever wrote the last fence. Looked up once a
 * second while somebody else is elected, on a virtual thread. Thread-safe.
 */
public final class ActiveInvoker implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ActiveInvoker.class);
  private static final Duration PERIOD = Duration.ofSeconds(1);
  private static final int LOOK_BACK = 200;

  private final TopicScan scan;
  private final Node self;
  private final BooleanSupplier elected;
  private final FenceRecord fences;
  private final EventCodec<CallEvent> codec;
  private final Thread thread;
  private volatile Optional<Node> other = Optional.empty();
  private volatile boolean wasHere;
  private volatile boolean closed;

  ActiveInvoker(TopicScan scan, WriterSchemas writers, Node self, BooleanSupplier elected) {
    this.scan = scan;
    this.self = self;
    this.elected = elected;
    this.fences = new FenceRecord(writers);
    this.codec = Schemas.codec(Schemas.CALL_EVENT, writers);
    this.thread = Thread.ofVirtual().name("active-invoker").unstarted(this::work);
  }

  /** The other process that drains the queues; empty when it is this one, or not known. */
  public Optional<Node> other() {
    return elected.getAsBoolean() ? Optional.empty() : other;
  }

  /** Whether calls are run here; while nobody can be asked who is elected, if it was us before. */
  public boolean here() {
    if (elected.getAsBoolean()) {
      wasHere = true;
      return true;
    }
    return wasHere && other.isEmpty();
  }

  void watch() {
    thread.start();
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }

  private void work() {
    while (!closed) {
      try {
        other =
            elected.getAsBoolean()
                ? Optional.empty()
                : lastFence().filter(node -> !node.id().equals(self.id()));
        Thread.sleep(PERIOD);
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.debug("the active invoker cannot be looked up", e);
      }
    }
  }

  /** Every event names the fence it lies behind. */
  private Optional<Node> lastFence() {
    long end = scan.end(Topics.CALL_EVENTS, 0);
    long[] fence = {-1};
    scan.range(
        Topics.CALL_EVENTS,
        0,
        Math.max(0, end - LOOK_BACK),
        end,
        record -> fence[0] = Math.max(fence[0], fenceOf(record)));
    if (fence[0] < 0) {
      return Optional.empty();
    }
    var found = new Node[1];
    scan.range(
        Topics.CALL_EVENTS, 0, fence[0], fence[0] + 1, record -> found[0] = fences.read(record));
    return Optional.ofNullable(found[0]);
  }

  private long fenceOf(ConsumerRecord<byte[], byte[]> record) {
    return FenceRecord.is(record) ? record.offset() : codec.decode(record.value()).epoch();
  }
}
