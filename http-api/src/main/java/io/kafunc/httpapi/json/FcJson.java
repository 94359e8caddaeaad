// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi.json;

import static io.kafunc.httpapi.ErrorCode.INVALID_ARGUMENT;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Reads JSON bodies whatever their content type says, as FC does: a controller takes {@code @Body
 * byte[]} with {@code @Consumes(MediaType.ALL)} and asks here. Refusals name the field. Safe for
 * any thread.
 */
@Singleton
public final class FcJson {

  private final ObjectMapper mapper;

  public FcJson(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  /** For code that runs outside a context: the same rules. */
  public static FcJson standalone() {
    return new FcJson(JsonSettings.apply(new ObjectMapper()));
  }

  /** The body as this type; 400 when it is missing, broken or of another shape. */
  public <T> T read(byte[] body, Class<T> type) {
    if (body == null || body.length == 0) {
      throw INVALID_ARGUMENT.saying("request body is required but not set").exception();
    }
    try {
      T value = value(body, type);
      if (value == null) {
        throw INVALID_ARGUMENT.saying("request body is required but not set").exception();
      }
      return value;
    } catch (JsonProcessingException e) {
      throw JsonRefusal.of(e).exception();
    } catch (IOException e) {
      throw INVALID_ARGUMENT.saying("request body is not valid JSON").exception();
    }
  }

  private <T> T value(byte[] body, Class<T> type) throws IOException {
    try {
      return mapper.readValue(body, type);
    } catch (InvalidDefinitionException _) {
      // A record was whole when a field of it came again. In a tree the last one counts, as in FC.
      return mapper.treeToValue(mapper.readTree(body), type);
    }
  }

  /** The same where FC lets the body be left out: it then reads as {@code {}}. */
  public <T> T readOrEmpty(byte[] body, Class<T> type) {
    return read(body == null || body.length == 0 ? new byte[] {'{', '}'} : body, type);
  }

  public byte[] write(Object value) {
    try {
      return mapper.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("cannot write " + value.getClass().getName(), e);
    }
  }
}
