// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.invocation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafunc.invoker.catalog.FunctionSpec;
import io.kafunc.invoker.invocation.Outcome.Completed;
import io.kafunc.invoker.runtime.HttpCall;
import io.kafunc.invoker.runtime.ResponseHead;
import io.kafunc.schemas.Payload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * A request to an HTTP trigger that nobody waits for, as one attempt's function gets it. Of the
 * answer its body is kept, whether it comes whole or in pieces, and nothing is judged.
 */
public final class StoredRequest implements HttpCall {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, Object>> ABOUT = new TypeReference<>() {};

  private final Map<String, Object> about;
  private final Payload body;
  private final ByteArrayOutputStream pieces = new ByteArrayOutputStream();
  private boolean streamed;

  public StoredRequest(Payload about, Payload body) {
    try {
      this.about = JSON.readValue(about.bytes(), ABOUT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.body = body;
  }

  /** What a function is told of a request, to be kept with its call. */
  public static Payload about(Map<String, Object> about) {
    try {
      return new Payload(JSON.writeValueAsBytes(about));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The outcome with the whole answer in it. */
  public Outcome whole(Outcome outcome) {
    return streamed && outcome instanceof Completed(Run run, _)
        ? new Completed(run, new Payload(pieces.toByteArray()))
        : outcome;
  }

  @Override
  public Map<String, Object> about() {
    return about;
  }

  @Override
  public RequestBody body() {
    return new RequestBody.Whole(body.bytes());
  }

  @Override
  public void givenTo(FunctionSpec function) {}

  @Override
  public void answers(ResponseHead head) {}

  @Override
  public void begins(ResponseHead head) {
    streamed = true;
  }

  @Override
  public void piece(byte[] bytes) {
    pieces.writeBytes(bytes);
  }
}
