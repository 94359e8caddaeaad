// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.drain;

import io.kafunc.invoker.invocation.Invocation;
import io.kafunc.schemas.call.CallId;
import io.kafunc.schemas.call.CallTopic;
import io.kafunc.schemas.call.InvocationRequested;
import io.kafunc.schemas.invocation.InvocationType;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A call as it lies in kafunc.calls.
 *
 * @param time when it was put on disk, in milliseconds since 1970
 */
public record StoredCall(long offset, byte[] key, byte[] value, long time) {

  static StoredCall of(ConsumerRecord<byte[], byte[]> record) {
    return new StoredCall(record.offset(), record.key(), record.value(), record.timestamp());
  }

  /** Memory it takes, roughly. */
  long bytes() {
    return value.length + 160L;
  }

  CallId id(int partition, int generation) {
    return CallTopic.id(partition, generation, offset, key);
  }

  static Invocation invocation(InvocationRequested call, CallId id, int attempt) {
    return new Invocation(
        call.accountId(),
        call.serviceName(),
        call.qualifier(),
        call.functionName(),
        call.payload(),
        id.toString(),
        InvocationType.Async,
        false,
        call.acceptedTime(),
        call.triggerName(),
        call.triggerType(),
        attempt,
        call.actor());
  }
}
