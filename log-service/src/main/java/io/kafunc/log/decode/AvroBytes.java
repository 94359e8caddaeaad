// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.decode;

import io.kafunc.schemas.avro.UndecodableException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.apache.avro.Schema;

/**
 * A place in an array that holds Avro binary. What lies beyond the end is {@link
 * UndecodableException} or {@link IndexOutOfBoundsException}. Not safe for several threads.
 */
final class AvroBytes {

  private static final VarHandle LITTLE =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes;
  private int at;

  AvroBytes at(byte[] array, int from) {
    bytes = array;
    at = from;
    return this;
  }

  byte[] bytes() {
    return bytes;
  }

  int at() {
    return at;
  }

  boolean isAtEnd() {
    return at == bytes.length;
  }

  /** An int, long or enum. */
  long number() {
    long raw = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte b = bytes[at++];
      raw |= (b & 0x7FL) << shift;
      if (b >= 0) {
        return raw >>> 1 ^ -(raw & 1);
      }
    }
    throw new UndecodableException("a number of more than ten bytes");
  }

  boolean flag() {
    return bytes[at++] != 0;
  }

  double decimal() {
    at += Double.BYTES;
    return Double.longBitsToDouble((long) LITTLE.get(bytes, at - Double.BYTES));
  }

  /** Goes past a string or bytes of this length, which {@link #number} told. */
  void past(long length) {
    if (length < 0 || length > bytes.length - at) {
      throw new UndecodableException("a text of " + length + " bytes where so many are not left");
    }
    at += (int) length;
  }

  void skip(Schema schema) {
    switch (schema.getType()) {
      case STRING, BYTES -> past(number());
      case INT, LONG, ENUM -> number();
      case BOOLEAN -> past(1);
      case DOUBLE -> past(Double.BYTES);
      case FLOAT -> past(Float.BYTES);
      case FIXED -> past(schema.getFixedSize());
      case NULL -> {}
      case UNION -> skip(branch(schema));
      case RECORD -> schema.getFields().forEach(field -> skip(field.schema()));
      case ARRAY -> skipBlocks(() -> skip(schema.getElementType()));
      case MAP ->
          skipBlocks(
              () -> {
                past(number());
                skip(schema.getValueType());
              });
    }
  }

  /** The branch that a union goes on with. */
  Schema branch(Schema union) {
    long index = number();
    if (index < 0 || index >= union.getTypes().size()) {
      throw new UndecodableException("a union of no branch " + index);
    }
    return union.getTypes().get((int) index);
  }

  /** How many elements the next block of an array or map has; 0 at its end. */
  long block() {
    long count = number();
    if (count >= 0) {
      return count;
    }
    number();
    return -count;
  }

  private void skipBlocks(Runnable element) {
    for (long count = block(); count > 0; count = block()) {
      for (long i = 0; i < count; i++) {
        element.run();
      }
    }
  }
}
