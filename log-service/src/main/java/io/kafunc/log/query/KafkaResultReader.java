// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.query;

import static io.kafunc.httpapi.ErrorCode.INVOCATION_NOT_FOUND;
import static io.kafunc.httpapi.ErrorCode.SERVICE_UNAVAILABLE;

import io.kafunc.eventlog.kafka.KafkaConfig;
import io.kafunc.schemas.Payload;
import io.kafunc.schemas.Topics;
import io.kafunc.schemas.invocation.InvocationRecord;
import io.kafunc.schemas.invocation.InvocationResult;
import io.kafunc.schemas.invocation.ResultPlace;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads answers out of calls' records, or from kafunc.results where they are too large for them.
 */
@Singleton
final class KafkaResultReader implements ResultReader {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final long PATIENCE = Duration.ofSeconds(5).toNanos();

  private final KafkaConfig kafka;

  KafkaResultReader(KafkaConfig kafka) {
    this.kafka = kafka;
  }

  @Override
  public byte[] read(InvocationRecord record) {
    var id = record.requestId();
    var result = record.result().orElseThrow(() -> INVOCATION_NOT_FOUND.with(id).exception());
    return result.content().map(Payload::bytes).orElseGet(() -> fetch(id, result));
  }

  private byte[] fetch(String requestId, InvocationResult result) {
    var place = result.place().orElseThrow(() -> INVOCATION_NOT_FOUND.with(requestId).exception());
    try {
      return fetch(requestId.getBytes(StandardCharsets.US_ASCII), place);
    } catch (OffsetOutOfRangeException e) {
      throw INVOCATION_NOT_FOUND.with(requestId).exception();
    } catch (KafkaException e) {
      throw SERVICE_UNAVAILABLE.saying("the result cannot be read at the moment").exception();
    }
  }

  private byte[] fetch(byte[] key, ResultPlace place) {
    var partition = new TopicPartition(Topics.RESULTS, place.partition());
    var all = new ByteArrayOutputStream();
    int left = place.chunks();
    try (var consumer = kafka.consumer(Map.of("auto.offset.reset", "none"))) {
      consumer.assign(List.of(partition));
      consumer.seek(partition, place.offset());
      long until = System.nanoTime() + PATIENCE;
      while (left > 0) {
        for (var chunk : consumer.poll(POLL)) {
          if (left > 0 && Arrays.equals(key, chunk.key())) {
            all.writeBytes(chunk.value());
            left--;
          }
        }
        if (System.nanoTime() > until) {
          throw new KafkaException("no answer from " + partition);
        }
      }
    }
    return all.toByteArray();
  }
}
