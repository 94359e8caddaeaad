// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafunc.schemas.avro.AvroCodec;
import io.kafunc.schemas.avro.EventSchema;
import io.kafunc.schemas.avro.WriterSchemas;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.generic.GenericData;
import org.apache.avro.message.BinaryMessageDecoder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Schema and record agree, round trips lose nothing, and what was released stays readable. */
class ContractTest {

  private static final Path RELEASED = Path.of("src/test/resources/released");

  static Stream<EventSchema<?>> schemas() {
    return Schemas.all().stream();
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void everyRecordComesBackEqual(EventSchema<?> schema) {
    assertRoundTrips(schema);
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void decodersOfOthersReadOurBytes(EventSchema<?> schema) throws IOException {
    // given
    var theirs = new BinaryMessageDecoder<>(GenericData.get(), schema.schema());
    for (var event : examples(schema)) {
      // when
      var decoded = theirs.decode(ByteBuffer.wrap(encode(schema, event)));
      // then
      assertThat(((GenericData.Record) decoded).getSchema().getName())
          .isEqualTo(event.getClass().getSimpleName());
    }
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void everyFieldIsExplained(EventSchema<?> schema) {
    var branches =
        schema.schema().isUnion() ? schema.schema().getTypes() : List.of(schema.schema());
    for (var branch : branches) {
      assertThat(branch.getDoc()).as(branch.getName()).isNotBlank();
      assertThat(branch.getFields())
          .allSatisfy(field -> assertThat(field.doc()).as(field.name()).isNotBlank());
    }
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void everyReleasedSchemaIsStillReadable(EventSchema<?> schema) throws IOException {
    for (var released : releasedVersions(name(schema))) {
      // given
      var writer = new Schema.Parser(NameValidator.NO_VALIDATION).parse(Files.readString(released));
      // when
      var result = SchemaCompatibility.checkReaderWriterCompatibility(schema.schema(), writer);
      // then
      assertThat(result.getType())
          .as(released + ": " + result.getDescription())
          .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
    }
  }

  private static List<Path> releasedVersions(String name) throws IOException {
    try (var versions = Files.list(RELEASED)) {
      return versions
          .map(version -> version.resolve(name + ".avsc"))
          .filter(Files::exists)
          .toList();
    }
  }

  static String name(EventSchema<?> schema) {
    return schema.type().getSimpleName();
  }

  private static <E> void assertRoundTrips(EventSchema<E> schema) {
    var codec = Schemas.codec(schema, WriterSchemas.NONE);
    for (var event : examples(schema)) {
      assertThat(codec.decode(codec.encode(event))).isEqualTo(event);
    }
  }

  private static <E> byte[] encode(EventSchema<E> schema, Object event) {
    return AvroCodec.of(fingerprint -> Optional.empty(), schema).encode(schema.type().cast(event));
  }

  private static <E> List<E> examples(EventSchema<E> schema) {
    return Examples.records(schema.type())
        .flatMap(record -> Stream.of(Examples.full(record), Examples.bare(record)))
        .map(schema.type()::cast)
        .toList();
  }
}
