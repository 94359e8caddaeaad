// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.code;

import static io.kafunc.httpapi.ErrorCode.INVALID_ARGUMENT;

import com.fasterxml.jackson.core.Base64Variants;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafunc.httpapi.json.JsonRefusal;
import io.kafunc.metadata.object.ObjectRefusedException;
import io.kafunc.metadata.object.ObjectStore;
import io.kafunc.schemas.metadata.CodeArchive;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.ServerHttpRequest;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Reads a body with a {@code code} in it, a function's or a layer's, as it streams in: {@code
 * code.zipFile} goes through base64 to the disk piece by piece, so that an archive of 50 MB never
 * stands in memory, or is copied from the bucket that {@code code.ossBucketName} names; the rest
 * becomes the body. Thread-safe; blocks.
 */
@Singleton
public final class CodeUpload {

  private final ObjectMapper mapper;
  private final ObjectReader values;
  private final CodeStore store;
  private final ObjectStore objects;

  CodeUpload(ObjectMapper mapper, CodeStore store, ObjectStore objects) {
    this.mapper = mapper;
    this.values = mapper.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    this.store = store;
    this.objects = objects;
  }

  /** The body without its code, and the archive that came with it, kept and verified. */
  public record Upload<B>(B body, Optional<CodeArchive> code) {}

  /**
   * The body of a request.
   *
   * @throws io.kafunc.httpapi.FcException when it is no such body, or its code is refused
   */
  public <B> Upload<B> read(HttpRequest<?> request, Class<B> type) throws IOException {
    try (var body = ((ServerHttpRequest<?>) request).byteBody().toInputStream()) {
      return read(body, type);
    }
  }

  private <B> Upload<B> read(InputStream in, Class<B> type) throws IOException {
    var reading = new Reading();
    try (var parser = mapper.getFactory().createParser(in)) {
      var body = reading.body(parser, type);
      reading.fetch();
      var code = reading.staged.isPresent() ? keep(reading) : Optional.<CodeArchive>empty();
      return new Upload<>(body, code);
    } catch (JsonProcessingException e) {
      throw JsonRefusal.of(e).exception();
    } finally {
      reading.discard();
    }
  }

  private Optional<CodeArchive> keep(Reading reading) throws IOException {
    return Optional.of(store.keep(reading.staged.get()));
  }

  /** One body on its way in. */
  private final class Reading {

    private Optional<StagedArchive> staged = Optional.empty();
    private String bucket = "";
    private String key = "";

    <B> B body(JsonParser parser, Class<B> type) throws IOException {
      if (parser.nextToken() == null) {
        throw INVALID_ARGUMENT.saying("request body is required but not set").exception();
      }
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        throw INVALID_ARGUMENT
            .saying("request body is set to an invalid value (allowed: an object)")
            .exception();
      }
      ObjectNode rest = mapper.createObjectNode();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        var name = parser.currentName();
        parser.nextToken();
        if (name.equalsIgnoreCase("code")) {
          code(parser);
        } else {
          rest.set(name, values.<JsonNode>readTree(parser));
        }
      }
      if (parser.nextToken() != null) {
        throw INVALID_ARGUMENT.saying("request body is not valid JSON").exception();
      }
      return mapper.treeToValue(rest, type);
    }

    private void code(JsonParser parser) throws IOException {
      if (parser.currentToken() == JsonToken.VALUE_NULL) {
        return;
      }
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        throw refused("code", "an object");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        var name = parser.currentName();
        var value = parser.nextToken();
        if (name.equalsIgnoreCase("zipFile") && value != JsonToken.VALUE_NULL) {
          zipFile(parser, value);
        } else if (name.equalsIgnoreCase("ossBucketName")) {
          bucket = text(parser, "code.ossBucketName");
        } else if (name.equalsIgnoreCase("ossObjectName")) {
          key = text(parser, "code.ossObjectName");
        } else {
          parser.skipChildren();
        }
      }
    }

    private static String text(JsonParser parser, String field) throws IOException {
      return switch (parser.currentToken()) {
        case VALUE_STRING -> parser.getText();
        case VALUE_NULL -> "";
        default -> throw refused(field, "a string");
      };
    }

    /** Code that came with the body goes before code that lies in a bucket. */
    void fetch() throws IOException {
      if (staged.isPresent() || bucket.isEmpty() && key.isEmpty()) {
        return;
      }
      if (bucket.isEmpty() || key.isEmpty()) {
        throw INVALID_ARGUMENT
            .saying(
                "code.%s is required but not set"
                    .formatted(bucket.isEmpty() ? "ossBucketName" : "ossObjectName"))
            .exception();
      }
      try {
        staged = Optional.of(store.stage(out -> objects.copy(bucket, key, out)));
      } catch (ObjectRefusedException e) {
        throw INVALID_ARGUMENT
            .saying(
                "code cannot be read from object '%s' of bucket '%s': %s"
                    .formatted(key, bucket, e.getMessage()))
            .exception();
      }
    }

    private void zipFile(JsonParser parser, JsonToken value) throws IOException {
      if (value != JsonToken.VALUE_STRING) {
        throw refused("code.zipFile", "a base64 string");
      }
      discard();
      try {
        staged =
            Optional.of(
                store.stage(out -> parser.readBinaryValue(Base64Variants.MIME_NO_LINEFEEDS, out)));
      } catch (JsonProcessingException | IllegalArgumentException _) {
        throw refused("code.zipFile", "a base64 string");
      }
      if (staged.get().archive().size() == 0) {
        discard();
      }
    }

    void discard() throws IOException {
      if (staged.isPresent()) {
        store.discard(staged.get());
      }
      staged = Optional.empty();
    }
  }

  private static RuntimeException refused(String field, String allowed) {
    return INVALID_ARGUMENT
        .saying("%s is set to an invalid value (allowed: %s)".formatted(field, allowed))
        .exception();
  }
}
