// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.call;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
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

  /** Most bytes an asynchronous payload may have (contract section 4). */
  public static final int MAX_PAYLOAD = 128 * 1024;

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
    return ByteBuffer.allocate(9).put((byte) (randomHigh & 3)).putLong(randomLow).array();
  }

  /** A record key of its own, for a call that is about to be sent. */
  public static byte[] newKey(RandomGenerator random) {
    return key(random.nextInt(4), random.nextLong());
  }

  /** The id of a call that was found at a place under a key. */
  public static CallId id(int partition, int generation, long offset, byte[] key) {
    var random = ByteBuffer.wrap(key);
    return new CallId(partition, generation, offset, random.get(), random.getLong());
  }

  /** The record headers of a call. */
  public static Map<String, byte[]> headers(InvocationRequested call) {
    var headers = new TreeMap<String, byte[]>();
    headers.put(QUEUE_HEADER, queue(call).getBytes(StandardCharsets.UTF_8));
    call.deduplication()
        .ifPresent(
            source -> {
              headers.put(SOURCE_HEADER, source.source().getBytes(StandardCharsets.UTF_8));
              headers.put(
                  NUMBER_HEADER, ByteBuffer.allocate(Long.BYTES).putLong(source.number()).array());
            });
    return headers;
  }
}
