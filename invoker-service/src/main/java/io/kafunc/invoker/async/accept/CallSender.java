// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.accept;

import io.kafunc.eventlog.kafka.KafkaConfig;
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
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts calls onto kafunc.calls. {@link #send} never blocks, for event loops call it: it gives its
 * calls to a producer that knows the topic and waits for nothing; until there is one, calls wait
 * for it. A call is answered when Kafka has it on all replicas; a call whose fate is unclear fails,
 * and may still run.
 */
public final class CallSender implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CallSender.class);
  private static final Executor OPENING =
      task -> Thread.ofVirtual().name("call-sender").start(task);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
  private static final Duration NEVER = Duration.ofDays(3650);

  private final KafkaConfig kafka;
  private final CallsTopic topic;
  private final Duration patience;
  private final long maxBytes;
  private final EventCodec<InvocationRequested> codec =
      Schemas.codec(Schemas.CALL, WriterSchemas.NONE);
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong confirmed = new AtomicLong();
  private final SecureRandom random = new SecureRandom();
  private volatile CompletableFuture<Producer<byte[], byte[]>> producer;
  private volatile boolean closed;

  /**
   * @param patience how long a call may wait for Kafka
   * @param maxBytes of calls that wait
   */
  public CallSender(KafkaConfig kafka, CallsTopic topic, Duration patience, long maxBytes) {
    this.kafka = kafka;
    this.topic = topic;
    this.patience = patience;
    this.maxBytes = maxBytes;
    this.producer = opened();
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
    var letter = new Letter(record(call, value), new CompletableFuture<>());
    letter.answer.whenComplete((_, _) -> bytes.addAndGet(-value.length));
    var current = current();
    current.whenComplete(
        (open, failure) -> {
          if (failure == null) {
            post(letter, open, current);
          } else {
            letter.fail("Kafka does not answer: " + failure.getMessage());
          }
        });
    return letter.answer;
  }

  /** How many calls Kafka has confirmed. */
  public long confirmed() {
    return confirmed.get();
  }

  /** Waits for the calls that are on their way. */
  @Override
  public void close() {
    closed = true;
    producer.thenAccept(open -> open.close(patience));
  }

  private CompletableFuture<Producer<byte[], byte[]>> opened() {
    return CompletableFuture.supplyAsync(this::open, OPENING);
  }

  /** A producer that has seen the topic, which it never forgets. */
  private Producer<byte[], byte[]> open() {
    var open = kafka.producer(settings());
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      try {
        open.partitionsFor(Topics.CALLS);
        return open;
      } catch (RetriableException notYet) {
        if (closed || System.nanoTime() > end) {
          open.close(Duration.ZERO);
          throw notYet;
        }
        pause();
      }
    }
  }

  /** One request at a time: those that come meanwhile go together in the next. */
  private Map<String, Object> settings() {
    int millis = (int) patience.toMillis();
    return Map.of(
        ProducerConfig.MAX_BLOCK_MS_CONFIG,
        0,
        ProducerConfig.METADATA_MAX_IDLE_CONFIG,
        NEVER.toMillis(),
        ProducerConfig.BUFFER_MEMORY_CONFIG,
        maxBytes,
        ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
        1,
        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
        millis,
        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
        millis / 2);
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN_LOOKS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void post(
      Letter letter,
      Producer<byte[], byte[]> open,
      CompletableFuture<Producer<byte[], byte[]>> current) {
    try {
      open.send(
          letter.record,
          (metadata, failure) -> {
            if (failure != null) {
              letter.fail("Kafka did not confirm the call, which may still run: " + failure);
            } else {
              confirmed.incrementAndGet();
              letter.answer.complete(
                  CallTopic.id(
                      metadata.partition(),
                      topic.generation(),
                      metadata.offset(),
                      letter.record.key()));
            }
          });
    } catch (KafkaException | IllegalStateException e) {
      letter.fail("Kafka does not take the call: " + e);
      if (!(e instanceof RetriableException)) {
        LOG.warn("call producer renewed", e);
        renewed(current);
      }
    }
  }

  private CompletableFuture<Producer<byte[], byte[]>> current() {
    var current = producer;
    return current.isCompletedExceptionally() ? renewed(current) : current;
  }

  /** A producer that refuses a record may never take one again. */
  private synchronized CompletableFuture<Producer<byte[], byte[]>> renewed(
      CompletableFuture<Producer<byte[], byte[]>> useless) {
    if (producer == useless && !closed) {
      producer = opened();
      useless.thenAccept(open -> open.close(Duration.ZERO));
    }
    return producer;
  }

  private ProducerRecord<byte[], byte[]> record(InvocationRequested call, byte[] value) {
    var headers = new RecordHeaders();
    CallTopic.headers(call).forEach(headers::add);
    int partition = CallTopic.partition(CallTopic.queue(call), topic.partitions());
    var key = CallTopic.newKey(random);
    return new ProducerRecord<>(Topics.CALLS, partition, key, value, headers);
  }

  static FcException unavailable(String why) {
    return ErrorCode.SERVICE_UNAVAILABLE.saying(why).exception();
  }

  /** A call on its way. */
  private record Letter(ProducerRecord<byte[], byte[]> record, CompletableFuture<CallId> answer) {

    void fail(String why) {
      LOG.warn("call not accepted: {}", why);
      answer.completeExceptionally(unavailable(why));
    }
  }
}
