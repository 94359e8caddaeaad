// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.accept;

import io.kafunc.httpapi.ErrorCode;
import io.kafunc.httpapi.FcException;
import io.kafunc.invoker.async.CallsTopic;
import io.kafunc.schemas.Schemas;
import io.kafunc.schemas.Topics;
import io.kafunc.schemas.avro.EventCodec;
import io.kafunc.schemas.avro.WriterSchemas;
import io.kafunc.schemas.call.CallId;
import io.kafunc.schemas.call.CallTopic;
import io.kafunc.schemas.call.InvocationRequested;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts calls onto kafunc.calls. {@link #send} never blocks, for event loops call it; one thread of
 * its own talks to the producer, which may. A call is answered when Kafka has it on all replicas; a
 * call whose fate is unclear fails, and may still run.
 */
public final class CallSender implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CallSender.class);

  /** A call waits so long for others: waking up for each costs more than it does. */
  private static final long GATHER_NANOS = 100_000;

  /** Wakes the thread at the end: an interrupted one could not wait for calls on their way. */
  private static final Letter LAST = new Letter(null, null, 0, new CompletableFuture<>());

  private final Supplier<Producer<byte[], byte[]>> producers;
  private final CallsTopic topic;
  private final Duration patience;
  private final long maxBytes;
  private final EventCodec<InvocationRequested> codec =
      Schemas.codec(Schemas.CALL, WriterSchemas.NONE);
  private final LinkedBlockingQueue<Letter> letters = new LinkedBlockingQueue<>();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong confirmed = new AtomicLong();
  private final SecureRandom random = new SecureRandom();
  private final Thread thread;
  private volatile boolean closed;
  private Producer<byte[], byte[]> producer;

  public CallSender(
      Supplier<Producer<byte[], byte[]>> producers,
      CallsTopic topic,
      Duration patience,
      long maxBytes) {
    this.producers = producers;
    this.topic = topic;
    this.patience = patience;
    this.maxBytes = maxBytes;
    this.thread = Thread.ofPlatform().name("call-sender").daemon().start(this::work);
  }

  /** The call's id once it is on disk; fails with an {@link FcException}, 503. */
  public CompletionStage<CallId> send(InvocationRequested call) {
    if (closed) {
      return CompletableFuture.failedFuture(unavailable("the service is stopping"));
    }
    var value = codec.encode(call);
    if (bytes.addAndGet(value.length) > maxBytes) {
      bytes.addAndGet(-value.length);
      return CompletableFuture.failedFuture(unavailable("too many calls wait to be kept"));
    }
    var letter = new Letter(call, value, System.nanoTime(), new CompletableFuture<>());
    letter.answer.whenComplete((_, _) -> bytes.addAndGet(-value.length));
    letters.add(letter);
    return letter.answer;
  }

  /** How many calls Kafka has confirmed. */
  public long confirmed() {
    return confirmed.get();
  }

  @Override
  public void close() {
    closed = true;
    letters.add(LAST);
    try {
      thread.join(patience.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    var batch = new ArrayList<Letter>();
    while (!closed) {
      try {
        batch.add(letters.take());
        LockSupport.parkNanos(GATHER_NANOS);
        letters.drainTo(batch, 256);
      } catch (InterruptedException e) {
        closed = true;
      }
      batch.forEach(this::post);
      batch.clear();
    }
    letters.forEach(this::post);
    if (producer != null) {
      producer.close(patience);
    }
  }

  private void post(Letter letter) {
    if (letter == LAST) {
      return;
    }
    if (closed) {
      letter.fail("the service is stopping");
      return;
    }
    if (System.nanoTime() - letter.since > patience.toNanos()) {
      letter.fail("Kafka does not answer");
      return;
    }
    var key = CallTopic.newKey(random);
    try {
      if (producer == null) {
        producer = producers.get();
      }
      producer.send(
          record(letter, key),
          (metadata, failure) -> {
            if (failure != null) {
              letter.fail("Kafka did not confirm the call, which may still run: " + failure);
            } else {
              confirmed.incrementAndGet();
              letter.answer.complete(
                  CallTopic.id(metadata.partition(), topic.generation(), metadata.offset(), key));
            }
          });
    } catch (KafkaException | IllegalStateException e) {
      letter.fail("Kafka does not take the call: " + e);
      renew(e);
    }
  }

  /** A producer that refuses a record may never take one again. */
  private void renew(RuntimeException cause) {
    if (producer != null && !closed && !(cause instanceof RetriableException)) {
      LOG.warn("call producer renewed", cause);
      producer.close(Duration.ZERO);
      producer = null;
    }
  }

  private ProducerRecord<byte[], byte[]> record(Letter letter, byte[] key) {
    var headers = new RecordHeaders();
    CallTopic.headers(letter.call).forEach(headers::add);
    int partition = CallTopic.partition(CallTopic.queue(letter.call), topic.partitions());
    return new ProducerRecord<>(Topics.CALLS, partition, key, letter.value, headers);
  }

  static FcException unavailable(String why) {
    return ErrorCode.SERVICE_UNAVAILABLE.saying(why).exception();
  }

  /** A call on its way. */
  private record Letter(
      InvocationRequested call, byte[] value, long since, CompletableFuture<CallId> answer) {

    void fail(String why) {
      LOG.warn("call not accepted: {}", why);
      answer.completeExceptionally(unavailable(why));
    }
  }
}
