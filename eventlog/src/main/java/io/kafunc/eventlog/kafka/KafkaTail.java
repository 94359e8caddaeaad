// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog.kafka;

import io.kafunc.eventlog.BehindException;
import io.kafunc.eventlog.Feed;
import io.kafunc.eventlog.LocalReaders;
import io.kafunc.eventlog.Owner;
import io.kafunc.eventlog.Reader;
import io.kafunc.eventlog.Recorded;
import io.kafunc.eventlog.Tail;
import io.kafunc.eventlog.TailStoppedException;
import io.kafunc.eventlog.kafka.Handover.Batch;
import io.kafunc.schemas.avro.EventCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A tail on a plain consumer with {@code assign}. Once it has caught up it leaves the reading to
 * the first tail of its partition in this process, if that is another. Fences are not handed to
 * readers, but tell who owns the partition; positions move over them and over transaction markers
 * alike.
 */
public final class KafkaTail<E> implements Tail {

  private record AwaitedEnd(CompletableFuture<Long> end) {}

  private record AwaitedPosition(long next, CompletableFuture<Long> reached) {}

  private static final Logger LOG = LoggerFactory.getLogger(KafkaTail.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration CLOSED_WITHIN = Duration.ofSeconds(10);

  private final Consumer<byte[], byte[]> consumer;
  private final TopicPartition partition;
  private final EventCodec<E> codec;
  private final FenceRecord fences;
  private final LocalReaders localReaders;
  private final List<Feed<E>> feeds;
  private final Handover<E> handover = new Handover<>();
  private final Queue<AwaitedEnd> awaitedEnds = new ConcurrentLinkedQueue<>();
  private final Queue<AwaitedPosition> awaitedPositions = new ConcurrentLinkedQueue<>();
  private final Thread thread;

  private volatile long position;
  private volatile Owner owner;
  private volatile Throwable failure;
  private volatile boolean closed;
  private boolean assigned;

  public KafkaTail(
      KafkaConfig config,
      TopicPartition partition,
      EventCodec<E> codec,
      FenceRecord fences,
      LocalReaders localReaders,
      List<? extends Reader<E>> readers) {
    this.consumer = config.consumer(Map.of());
    this.partition = partition;
    this.codec = codec;
    this.fences = fences;
    this.localReaders = localReaders;
    this.feeds = readers.stream().map(Feed<E>::new).toList();
    this.position = feeds.stream().mapToLong(Feed::next).min().orElse(0);
    this.thread = Thread.ofPlatform().daemon().name("tail-" + partition).unstarted(this::run);
  }

  /** Begins to read; writes of this process wait for it from now on. */
  public KafkaTail<E> start() {
    localReaders.register(this);
    thread.start();
    return this;
  }

  @Override
  public String topic() {
    return partition.topic();
  }

  @Override
  public int partition() {
    return partition.partition();
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public CompletableFuture<Long> readToEnd(Duration timeout) {
    var awaited = new AwaitedEnd(new CompletableFuture<>());
    awaited.end.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
    awaitedEnds.add(awaited);
    wakeUp();
    failWaitersIfStopped();
    return awaited.end;
  }

  @Override
  public CompletableFuture<Void> awaitPosition(long awaitedPosition, Duration timeout) {
    if (position > awaitedPosition) {
      return CompletableFuture.completedFuture(null);
    }
    var awaited = new AwaitedPosition(awaitedPosition + 1, new CompletableFuture<>());
    awaited.reached.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
    await(awaited);
    return awaited.reached.thenApply(reached -> null);
  }

  @Override
  public Optional<Owner> owner() {
    return Optional.ofNullable(owner);
  }

  @Override
  public Optional<Throwable> failure() {
    return Optional.ofNullable(failure);
  }

  private void await(AwaitedPosition awaited) {
    awaitedPositions.add(awaited);
    answerReached();
    failWaitersIfStopped();
  }

  private void run() {
    try (consumer) {
      while (!closed) {
        feed(next());
        answerReached();
      }
    } catch (Throwable fault) {
      failure = fault;
      LOG.error("tail stopped partition={} position={}", partition, position, fault);
    } finally {
      closed = true;
      handover.end();
      failWaitersIfStopped();
    }
  }

  private void wakeUp() {
    consumer.wakeup();
    handover.nudge();
  }

  private void seek() {
    consumer.assign(List.of(partition));
    assigned = true;
    if (position == 0) {
      consumer.seekToBeginning(List.of(partition));
    } else {
      consumer.seek(partition, position);
    }
  }

  /** Nothing while the log is away or somebody has woken us. */
  private Batch<E> next() {
    try {
      askForEnd();
      return leaveReading() ? handover.take(POLL).orElseGet(this::nothing) : read();
    } catch (WakeupException woken) {
      return nothing();
    } catch (InvalidOffsetException gone) {
      throw gone;
    } catch (RetriableException away) {
      LOG.info("log is away partition={} reason={}", partition, away.getMessage());
      return nothing();
    }
  }

  private Batch<E> nothing() {
    return new Batch<>(List.of(), Optional.empty(), position);
  }

  /** Whether another tail reads for us. */
  private boolean leaveReading() {
    if (handover.follows()) {
      return true;
    }
    boolean left =
        localReaders.first(topic(), partition()).stream()
            .anyMatch(first -> first != this && isReadBy(first));
    if (left && assigned) {
      consumer.assign(List.of());
      assigned = false;
    }
    return left;
  }

  /** All tails of a partition decode the same events. */
  @SuppressWarnings("unchecked")
  private boolean isReadBy(Tail first) {
    return first instanceof KafkaTail<?> other
        && ((KafkaTail<E>) other).handover.accept(handover, position);
  }

  private Batch<E> read() {
    if (!assigned) {
      seek();
    }
    var records = consumer.poll(POLL).records(partition);
    var events = new ArrayList<Recorded<E>>(records.size());
    var fence = Optional.<Owner>empty();
    for (var record : records) {
      if (FenceRecord.is(record)) {
        fence = Optional.of(new Owner(fences.read(record), record.offset()));
      } else {
        events.add(new Recorded<>(record.offset(), codec.decode(record.value())));
      }
    }
    var batch = new Batch<E>(events, fence, reached());
    handover.hand(batch);
    return batch;
  }

  private void askForEnd() {
    if (awaitedEnds.isEmpty()) {
      return;
    }
    var asking = new ArrayList<AwaitedEnd>();
    try {
      for (var next = awaitedEnds.poll(); next != null; next = awaitedEnds.poll()) {
        asking.add(next);
      }
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      asking.forEach(awaited -> await(new AwaitedPosition(end, awaited.end)));
    } catch (RetriableException | WakeupException later) {
      asking.stream().filter(awaited -> !awaited.end.isDone()).forEach(awaitedEnds::add);
      throw later;
    }
  }

  private void feed(Batch<E> batch) {
    batch.owner().ifPresent(fence -> owner = fence);
    for (var feed : feeds) {
      try {
        feed.give(batch.events());
      } catch (BehindException lost) {
        goBack(feed, lost);
        return;
      }
    }
    position = batch.next();
  }

  private void goBack(Feed<E> feed, BehindException lost) {
    feed.goBack();
    position = Math.min(feed.next(), position);
    LOG.warn("going back partition={} position={} reason={}", partition, position, lost.toString());
    handover.part();
    assigned = false;
  }

  /** Beyond the records, for markers of transactions take positions too. */
  private long reached() {
    try {
      return consumer.position(partition, Duration.ZERO);
    } catch (RetriableException unknownBeforeTheFirstFetch) {
      return position;
    }
  }

  private void answerReached() {
    long reached = position;
    awaitedPositions.removeIf(
        awaited -> {
          if (awaited.next <= reached) {
            awaited.reached.complete(awaited.next);
          }
          return awaited.reached.isDone();
        });
  }

  private void failWaitersIfStopped() {
    if (closed) {
      var stopped = new TailStoppedException("tail of " + partition + " has stopped", failure);
      awaitedEnds.removeIf(awaited -> awaited.end.completeExceptionally(stopped) || true);
      awaitedPositions.removeIf(awaited -> awaited.reached.completeExceptionally(stopped) || true);
    }
  }

  @Override
  public void close() {
    localReaders.unregister(this);
    closed = true;
    wakeUp();
    try {
      if (thread.isAlive() && !thread.join(CLOSED_WITHIN)) {
        LOG.warn("tail did not end partition={}", partition);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
