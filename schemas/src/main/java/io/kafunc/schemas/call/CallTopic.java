// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.call;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * How an accepted call lies in kafunc.calls: its partition, its key, and the headers that repeat
 * what the queue's index needs, so that indexing reads no payload.
 */
public final class CallTopic {

  /** The queue's name: {@link #queue}. */
  public static final String QUEUE_HEADER = "q";

  /** Source of a call that may be sent twice. */
  public static final String SOURCE_HEADER = "s";

  /** Its number there, 8 bytes, big-endian. */
  public static final String NUMBER_HEADER = "n";

  /** Id of a stateful call in its queue. */
  public static final String INVOCATION_ID_HEADER = "i";

  /** When a stateful call was taken: microseconds since 1970, 8 bytes, big-endian. */
  public static final String ACCEPTED_HEADER = "a";

  /** Most bytes an asynchronous payload may have (contract section 4). */
  public static final int MAX_PAYLOAD = 128 * 1024;

  private static final int KEY_BYTES = 9;

  private CallTopic() {}

  /** The virtual queue of a function under a qualifier. */
  public static String queue(
      String accountId, String serviceName, String qualifier, String functionName) {
    return accountId + "/" + serviceName + "." + qualifier + "/" + functionName;
  }

  public static String queue(InvocationRequested call) {
    return queue(call.accountId(), call.serviceName(), call.qualifier(), call.functionName());
  }

  /** All calls of a queue lie in one partition; FNV-1a spreads the queues. */
  public static int partition(String queue, int partitions) {
    int hash = 0x811C9DC5;
    for (byte b : queue.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ b & 0xFF) * 0x01000193;
    }
    return Math.floorMod(hash ^ hash >>> 15, partitions);
  }

  /**
   * The generation of the calls topic: 8 bits of its Kafka topic id.
   *
   * @param topicIdLow the least significant bits of the topic id
   */
  public static int generation(long topicIdLow) {
    return (int) (topicIdLow & 0xFF);
  }

  /** The record key: the random bits of the {@link CallId} the call will get. */
  public static byte[] key(int randomHigh, long randomLow) {
    return ByteBuffer.allocate(KEY_BYTES).put((byte) (randomHigh & 3)).putLong(randomLow).array();
  }

  /** The record key under which a call of this id lies. */
  public static byte[] key(CallId id) {
    return key(id.randomHigh(), id.randomLow());
  }

  /** Whether a record's key may be that of a call. */
  public static boolean isKey(byte[] key) {
    return key != null && key.length == KEY_BYTES;
  }

  /** A record key of its own, for a call that is about to be sent. */
  public static byte[] newKey(RandomGenerator random) {
    var key = new byte[KEY_BYTES];
    random.nextBytes(key);
    key[0] &= 3;
    return key;
  }

  /** The id of a call that was found at a place under a key. */
  public static CallId id(int partition, int generation, long offset, byte[] key) {
    var random = ByteBuffer.wrap(key);
    return new CallId(partition, generation, offset, random.get(), random.getLong());
  }

  /** The record headers of a call. */
  public static Map<String, byte[]> headers(InvocationRequested call) {
    var headers = new LinkedHashMap<String, byte[]>();
    headers.put(QUEUE_HEADER, queue(call).getBytes(StandardCharsets.UTF_8));
    call.deduplication()
        .ifPresent(
            source -> {
              headers.put(SOURCE_HEADER, source.source().getBytes(StandardCharsets.UTF_8));
              headers.put(NUMBER_HEADER, bytes(source.number()));
            });
    call.invocationId()
        .ifPresent(
            id -> {
              headers.put(INVOCATION_ID_HEADER, id.getBytes(StandardCharsets.UTF_8));
              headers.put(
                  ACCEPTED_HEADER,
                  bytes(ChronoUnit.MICROS.between(Instant.EPOCH, call.acceptedTime())));
            });
    return headers;
  }

  private static byte[] bytes(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }
}
