// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.drain;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kafunc.schemas.Payload;
import io.kafunc.schemas.call.CallSnapshot.OpenStateful;
import io.kafunc.schemas.call.CallTopic;
import io.kafunc.schemas.call.Deduplication;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * What the headers of a call say; enough to index it without reading it.
 *
 * @param invocationId of a stateful call, which was {@code accepted} then
 */
record CallLabel(
    String queue, Optional<Deduplication> source, Optional<String> invocationId, Instant accepted) {

  /** Where calls without a readable label go: they are read there, found undecodable and parked. */
  static final CallLabel NONE =
      new CallLabel("", Optional.empty(), Optional.empty(), Instant.EPOCH);

  static CallLabel of(Headers headers) {
    return text(headers, CallTopic.QUEUE_HEADER)
        .map(queue -> new CallLabel(queue, source(headers), id(headers), accepted(headers)))
        .orElse(NONE);
  }

  /** The call as a stateful one, if it is. */
  Optional<OpenStateful> stateful(StoredCall call) {
    return invocationId
        .filter(_ -> CallTopic.isKey(call.key()))
        .map(id -> new OpenStateful(call.offset(), queue, id, new Payload(call.key()), accepted));
  }

  private static Optional<Deduplication> source(Headers headers) {
    return text(headers, CallTopic.SOURCE_HEADER)
        .flatMap(
            source ->
                number(headers, CallTopic.NUMBER_HEADER)
                    .map(number -> new Deduplication(source, number)));
  }

  private static Optional<String> id(Headers headers) {
    return text(headers, CallTopic.INVOCATION_ID_HEADER);
  }

  private static Instant accepted(Headers headers) {
    return number(headers, CallTopic.ACCEPTED_HEADER)
        .map(micros -> Instant.EPOCH.plus(micros, ChronoUnit.MICROS))
        .orElse(Instant.EPOCH);
  }

  private static Optional<String> text(Headers headers, String name) {
    return value(headers, name).map(bytes -> new String(bytes, UTF_8));
  }

  private static Optional<Long> number(Headers headers, String name) {
    return value(headers, name)
        .filter(bytes -> bytes.length == Long.BYTES)
        .map(bytes -> ByteBuffer.wrap(bytes).getLong());
  }

  private static Optional<byte[]> value(Headers headers, String name) {
    return Optional.ofNullable(headers.lastHeader(name)).map(Header::value);
  }
}
