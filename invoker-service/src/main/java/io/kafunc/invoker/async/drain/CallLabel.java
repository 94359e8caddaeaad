// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.drain;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kafunc.schemas.call.CallTopic;
import io.kafunc.schemas.call.Deduplication;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;

/** What the headers of a call say; enough to index it without reading it. */
record CallLabel(String queue, Optional<Deduplication> source) {

  /** Where calls without a readable label go: they are read there, found undecodable and parked. */
  static final CallLabel NONE = new CallLabel("", Optional.empty());

  static CallLabel of(Headers headers) {
    var queue = headers.lastHeader(CallTopic.QUEUE_HEADER);
    if (queue == null || queue.value() == null) {
      return NONE;
    }
    return new CallLabel(new String(queue.value(), UTF_8), source(headers));
  }

  private static Optional<Deduplication> source(Headers headers) {
    var source = headers.lastHeader(CallTopic.SOURCE_HEADER);
    var number = headers.lastHeader(CallTopic.NUMBER_HEADER);
    if (source == null || number == null || number.value().length != Long.BYTES) {
      return Optional.empty();
    }
    return Optional.of(
        new Deduplication(
            new String(source.value(), UTF_8), ByteBuffer.wrap(number.value()).getLong()));
  }
}
