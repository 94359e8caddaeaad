// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.http;

import io.micronaut.core.type.Argument;
import io.micronaut.core.type.MutableHeaders;
import io.micronaut.http.ByteBodyHttpResponse;
import io.micronaut.http.ByteBodyHttpResponseWrapper;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.body.ByteBodyFactory;
import io.micronaut.http.body.CloseableByteBody;
import io.micronaut.http.body.ResponseBodyWriter;
import java.io.OutputStream;
import java.util.Optional;
import reactor.core.publisher.Flux;

/**
 * The body of a function's answer, with what the function calls it: Micronaut must neither read nor
 * choose a type for these bytes.
 */
record AnswerBody(Optional<String> contentType, Content content) {

  sealed interface Content {

    record Whole(byte[] bytes) implements Content {}

    record Streamed(Flux<byte[]> pieces) implements Content {}
  }

  /** Puts the bytes on the wire as they are. */
  static final class Writer implements ResponseBodyWriter<AnswerBody> {

    static final Writer INSTANCE = new Writer();

    @Override
    public ByteBodyHttpResponse<?> write(
        ByteBodyFactory bodies,
        HttpRequest<?> request,
        MutableHttpResponse<AnswerBody> response,
        Argument<AnswerBody> type,
        MediaType mediaType,
        AnswerBody body) {
      body.contentType.ifPresent(own -> response.header(HttpHeaders.CONTENT_TYPE, own));
      return ByteBodyHttpResponseWrapper.wrap(response, bytes(bodies, body));
    }

    @Override
    public CloseableByteBody writePiece(
        ByteBodyFactory bodies,
        HttpRequest<?> request,
        HttpResponse<?> response,
        Argument<AnswerBody> type,
        MediaType mediaType,
        AnswerBody body) {
      return bytes(bodies, body);
    }

    @Override
    public void writeTo(
        Argument<AnswerBody> type,
        MediaType mediaType,
        AnswerBody body,
        MutableHeaders headers,
        OutputStream out) {
      throw new UnsupportedOperationException("answers are written as byte bodies");
    }

    private static CloseableByteBody bytes(ByteBodyFactory bodies, AnswerBody body) {
      return switch (body.content) {
        case Content.Whole(byte[] bytes) -> bodies.adapt(bytes);
        case Content.Streamed(var pieces) ->
            bodies.adapt(pieces.map(bodies.readBufferFactory()::adapt));
      };
    }
  }
}
