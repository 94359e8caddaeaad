// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.avro;

import io.kafunc.schemas.Payload;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.ResolvingDecoder;

/**
 * How values of one Avro schema and one Java type become each other. Built once per schema; a
 * schema and a type that do not agree are refused when it is built.
 */
interface Binding {

  void write(Object value, Encoder out) throws IOException;

  Object read(ResolvingDecoder in) throws IOException;

  static Binding of(Schema schema, Type type) {
    return switch (schema.getType()) {
      case RECORD -> new RecordBinding(schema, (Class<?>) type);
      case UNION -> isOptional(schema) ? optional(schema, type) : new UnionBinding(schema, type);
      case ARRAY -> array(of(schema.getElementType(), argument(type, List.class, 0)));
      case MAP -> map(of(schema.getValueType(), argument(type, Map.class, 1)));
      case ENUM -> enumeration(schema, (Class<?>) type);
      case STRING -> scalar(type, String.class, Encoder::writeString, ResolvingDecoder::readString);
      case BYTES -> scalar(type, Payload.class, Binding::writeBytes, Binding::readBytes);
      case LONG ->
          schema.getLogicalType() instanceof LogicalTypes.TimestampMicros
              ? scalar(type, Instant.class, Binding::writeMicros, Binding::readMicros)
              : scalar(type, Long.class, Encoder::writeLong, ResolvingDecoder::readLong);
      case INT -> scalar(type, Integer.class, Encoder::writeInt, ResolvingDecoder::readInt);
      case DOUBLE -> scalar(type, Double.class, Encoder::writeDouble, ResolvingDecoder::readDouble);
      case BOOLEAN ->
          scalar(type, Boolean.class, Encoder::writeBoolean, ResolvingDecoder::readBoolean);
      case FIXED, FLOAT, NULL ->
          throw new IllegalArgumentException(schema.getType() + " is not used by the contract");
    };
  }

  /** The records a sealed interface permits, at any depth; of a record, itself. */
  static Stream<Class<?>> recordsOf(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(Binding::recordsOf)
        : Stream.of(type);
  }

  private static boolean isOptional(Schema union) {
    return union.getTypes().size() == 2
        && union.getTypes().getFirst().getType() == Schema.Type.NULL;
  }

  private static Binding optional(Schema union, Type type) {
    var present = of(union.getTypes().get(1), argument(type, Optional.class, 0));
    return binding(
        (value, out) -> {
          var content = (Optional<?>) value;
          out.writeIndex(content.isPresent() ? 1 : 0);
          if (content.isPresent()) {
            present.write(content.get(), out);
          }
        },
        in -> {
          if (in.readIndex() == 0) {
            in.readNull();
            return Optional.empty();
          }
          return Optional.of(present.read(in));
        });
  }

  private static Binding array(Binding element) {
    return binding(
        (value, out) -> {
          var elements = (List<?>) value;
          out.writeArrayStart();
          out.setItemCount(elements.size());
          for (var each : elements) {
            out.startItem();
            element.write(each, out);
          }
          out.writeArrayEnd();
        },
        in -> {
          var elements = new ArrayList<Object>();
          for (long n = in.readArrayStart(); n > 0; n = in.arrayNext()) {
            for (long i = 0; i < n; i++) {
              elements.add(element.read(in));
            }
          }
          return elements;
        });
  }

  private static Binding map(Binding content) {
    return binding(
        (value, out) -> {
          var entries = (Map<?, ?>) value;
          out.writeMapStart();
          out.setItemCount(entries.size());
          for (var entry : entries.entrySet()) {
            out.startItem();
            out.writeString((String) entry.getKey());
            content.write(entry.getValue(), out);
          }
          out.writeMapEnd();
        },
        in -> {
          var entries = new TreeMap<String, Object>();
          for (long n = in.readMapStart(); n > 0; n = in.mapNext()) {
            for (long i = 0; i < n; i++) {
              entries.put(in.readString(), content.read(in));
            }
          }
          return entries;
        });
  }

  private static Binding enumeration(Schema schema, Class<?> type) {
    var constants = type.getEnumConstants();
    if (constants == null
        || !Stream.of(constants).map(Object::toString).toList().equals(schema.getEnumSymbols())) {
      throw new IllegalArgumentException(type + " does not have the symbols of " + schema);
    }
    return binding(
        (value, out) -> out.writeEnum(((Enum<?>) value).ordinal()), in -> constants[in.readEnum()]);
  }

  private static void writeBytes(Encoder out, Payload payload) throws IOException {
    out.writeBytes(payload.bytes());
  }

  private static Payload readBytes(ResolvingDecoder in) throws IOException {
    ByteBuffer buffer = in.readBytes(null);
    var bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return new Payload(bytes);
  }

  private static void writeMicros(Encoder out, Instant time) throws IOException {
    out.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, time));
  }

  private static Instant readMicros(ResolvingDecoder in) throws IOException {
    return Instant.EPOCH.plus(in.readLong(), ChronoUnit.MICROS);
  }

  private static <T> Binding scalar(
      Type type, Class<T> expected, ScalarWriter<T> writer, Reader reader) {
    var boxed = java.lang.invoke.MethodType.methodType((Class<?>) type).wrap().returnType();
    if (boxed != expected) {
      throw new IllegalArgumentException(type + " is not " + expected);
    }
    return binding((value, out) -> writer.write(out, expected.cast(value)), reader);
  }

  private static Type argument(Type type, Class<?> raw, int index) {
    if (type instanceof ParameterizedType generic && generic.getRawType() == raw) {
      return generic.getActualTypeArguments()[index];
    }
    throw new IllegalArgumentException(type + " is not a " + raw.getSimpleName());
  }

  private static Binding binding(Writer writer, Reader reader) {
    return new Binding() {
      @Override
      public void write(Object value, Encoder out) throws IOException {
        writer.write(value, out);
      }

      @Override
      public Object read(ResolvingDecoder in) throws IOException {
        return reader.read(in);
      }
    };
  }

  /** Writes one value. */
  @FunctionalInterface
  interface Writer {
    void write(Object value, Encoder out) throws IOException;
  }

  /** Writes one value of a known scalar type. */
  @FunctionalInterface
  interface ScalarWriter<T> {
    void write(Encoder out, T value) throws IOException;
  }

  /** Reads one value. */
  @FunctionalInterface
  interface Reader {
    Object read(ResolvingDecoder in) throws IOException;
  }
}
