// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.avro;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * One top-level schema of the contract and the Java type it stands for: a sealed interface for a
 * union, a record for a record.
 */
public record EventSchema<E>(Class<E> type, Schema schema, long fingerprint) {

  /** Types that several schemas use, each after those it names. */
  private static final List<String> TYPES =
      List.of(
          "stamp",
          "log-config",
          "vpc-config",
          "nas-mount-point",
          "nas-config",
          "tracing-config",
          "service-config",
          "code-archive",
          "custom-container-config",
          "custom-runtime-config",
          "lifecycle-hook",
          "instance-lifecycle-config",
          "dns-option",
          "custom-dns",
          "function-config",
          "function-snapshot",
          "service-snapshot",
          "alias-config",
          "trigger-config",
          "domain-route",
          "domain-certificate",
          "domain-tls",
          "domain-config",
          "scheduled-action",
          "target-tracking-policy",
          "provision-config",
          "async-invoke-config",
          "invocation-type",
          "invocation-status",
          "result-place",
          "invocation-result",
          "invocation-record",
          "keeping",
          "output-line",
          "deduplication");

  private static final List<Schema> SHARED = shared();

  /** Reads {@code <name>.avsc} of the contract. */
  public static <E> EventSchema<E> load(Class<E> type, String name) {
    return of(type, parse(parser().addTypes(SHARED), name));
  }

  /** A schema given as an object, as tests and later versions have it. */
  public static <E> EventSchema<E> of(Class<E> type, Schema schema) {
    return new EventSchema<>(type, schema, SchemaNormalization.parsingFingerprint64(schema));
  }

  /** The schema with all it names, as kafunc.schemas keeps it. */
  public String json() {
    return schema.toString();
  }

  private static List<Schema> shared() {
    var parser = parser();
    return TYPES.stream().map(name -> parse(parser, "types/" + name)).toList();
  }

  private static Schema.Parser parser() {
    return new Schema.Parser(NameValidator.STRICT_VALIDATOR);
  }

  private static Schema parse(Schema.Parser parser, String name) {
    var resource = "/io/kafunc/schemas/" + name + ".avsc";
    try (InputStream in = EventSchema.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException("no schema " + resource);
      }
      return parser.parse(in);
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }
}
