// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.decode;

import io.kafunc.schemas.avro.AvroCodec;
import io.kafunc.schemas.avro.EventSchema;
import io.kafunc.schemas.avro.UndecodableException;
import io.kafunc.schemas.avro.WriterSchemas;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;

/**
 * Reads events of one contract in Avro single-object encoding, each by the schema it was written
 * with. Not safe for several threads.
 */
final class EventReader {

  private static final int HEADER = 10;

  private final EventSchema<?> ours;
  private final WriterSchemas writers;
  private final Map<String, Map<String, Take>> wanted;
  private final Map<Long, Branches> byFingerprint = new HashMap<>();
  private final AvroBytes in = new AvroBytes();
  private long lastFingerprint;
  private Branches last;

  /**
   * @param wanted the fields to take of each kind of event; of other kinds, none
   */
  EventReader(EventSchema<?> ours, WriterSchemas writers, Map<String, Map<String, Take>> wanted) {
    this.ours = ours;
    this.writers = writers;
    this.wanted = wanted;
  }

  /** Hands out the wanted fields and says what kind of event it is. */
  String read(byte[] event) {
    Branches branches = branches(AvroCodec.fingerprint(event));
    try {
      in.at(event, HEADER);
      int branch = branches.union ? (int) in.number() : 0;
      branches.readers.get(branch).read(in);
      if (!in.isAtEnd()) {
        throw new UndecodableException("bytes after the end");
      }
      return branches.names.get(branch);
    } catch (IndexOutOfBoundsException e) {
      throw new UndecodableException("torn event: " + e.getMessage(), e);
    }
  }

  /** The kinds of events of one writer's schema. */
  private record Branches(boolean union, List<String> names, List<RecordReader> readers) {}

  private Branches branches(long fingerprint) {
    if (last == null || fingerprint != lastFingerprint) {
      last = byFingerprint.computeIfAbsent(fingerprint, this::resolve);
      lastFingerprint = fingerprint;
    }
    return last;
  }

  private Branches resolve(long fingerprint) {
    Schema writer = fingerprint == ours.fingerprint() ? ours.schema() : parse(json(fingerprint));
    List<Schema> kinds = kinds(writer);
    if (!kinds.getFirst().getFullName().equals(kinds(ours.schema()).getFirst().getFullName())) {
      throw new UndecodableException("an event of another contract: " + kinds.getFirst());
    }
    return new Branches(
        writer.isUnion(),
        kinds.stream().map(Schema::getName).toList(),
        kinds.stream()
            .map(kind -> RecordReader.of(kind, wanted.getOrDefault(kind.getName(), Map.of())))
            .toList());
  }

  private String json(long fingerprint) {
    return writers
        .json(fingerprint)
        .orElseThrow(
            () ->
                new UndecodableException(
                    "unknown schema " + Long.toUnsignedString(fingerprint, 16)));
  }

  private static Schema parse(String json) {
    return new Schema.Parser(NameValidator.NO_VALIDATION).parse(json);
  }

  private static List<Schema> kinds(Schema schema) {
    return schema.isUnion() ? schema.getTypes() : List.of(schema);
  }
}
