// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.drain;

import io.kafunc.schemas.Payload;
import io.kafunc.schemas.Topics;
import io.kafunc.schemas.invocation.InvocationResult;
import io.kafunc.schemas.invocation.ResultPlace;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What asynchronous calls answered: small answers go into the call's record, larger ones in chunks
 * onto kafunc.results, under the request id. Thread-safe.
 */
final class Results {

  /** Most bytes of an answer inside a record. */
  static final int INLINE = 4 * 1024;

  private static final int CHUNK = 256 * 1024;

  private final Producer<byte[], byte[]> producer;
  private final TopicScan scan;
  private final Executor executor;

  Results(Producer<byte[], byte[]> producer, TopicScan scan, Executor executor) {
    this.producer = producer;
    this.scan = scan;
    this.executor = executor;
  }

  /** Keeps an answer; the stage ends when all of it is on disk. Never blocks. */
  CompletionStage<InvocationResult> keep(String requestId, Payload answer) {
    if (answer.size() <= INLINE) {
      return CompletableFuture.completedStage(
          new InvocationResult(answer.size(), Optional.of(answer), Optional.empty()));
    }
    return CompletableFuture.supplyAsync(() -> write(requestId, answer.bytes()), executor)
        .thenCompose(place -> place)
        .thenApply(
            place -> new InvocationResult(answer.size(), Optional.empty(), Optional.of(place)));
  }

  /** Reads an answer back. Blocks; on a virtual thread of its own. */
  byte[] read(String requestId, InvocationResult result) {
    return result
        .content()
        .map(Payload::bytes)
        .or(() -> result.place().map(place -> read(requestId, place)))
        .orElseGet(() -> new byte[0]);
  }

  private byte[] read(String requestId, ResultPlace place) {
    var key = key(requestId);
    var all = new ByteArrayOutputStream();
    int[] left = {place.chunks()};
    scan.until(
        Topics.RESULTS,
        place.partition(),
        place.offset(),
        record -> {
          if (Arrays.equals(key, record.key())) {
            all.writeBytes(record.value());
            left[0]--;
          }
          return left[0] > 0;
        });
    return all.toByteArray();
  }

  private CompletableFuture<ResultPlace> write(String requestId, byte[] bytes) {
    int chunks = Math.ceilDiv(bytes.length, CHUNK);
    var first = new CompletableFuture<ResultPlace>();
    var last = new CompletableFuture<Void>();
    for (int i = 0; i < chunks; i++) {
      var chunk = Arrays.copyOfRange(bytes, i * CHUNK, Math.min(bytes.length, (i + 1) * CHUNK));
      boolean isFirst = i == 0;
      boolean isLast = i == chunks - 1;
      producer.send(
          new ProducerRecord<>(Topics.RESULTS, key(requestId), chunk),
          (place, failure) -> {
            if (failure != null) {
              first.completeExceptionally(failure);
              last.completeExceptionally(failure);
            } else if (isFirst) {
              first.complete(new ResultPlace(place.partition(), place.offset(), chunks));
            }
            if (isLast) {
              last.complete(null);
            }
          });
    }
    return last.thenCombine(first, (_, place) -> place);
  }

  private static byte[] key(String requestId) {
    return requestId.getBytes(StandardCharsets.US_ASCII);
  }
}
