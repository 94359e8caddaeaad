// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.lucene;

import io.kafunc.log.store.Slice;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * What tells rows apart: an id, a zero, and a number whose order is its bytes' order. The buffer is
 * used again for the next row. Not safe for several threads.
 */
final class Key {

  private static final VarHandle BIG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final long FACTOR = 0x9E37_79B9_7F4A_7C15L;

  private byte[] bytes = new byte[128];
  private int length;

  Key set(Slice id, long number) {
    length = id.length() + 1 + Long.BYTES;
    if (bytes.length < length) {
      bytes = new byte[length * 2];
    }
    System.arraycopy(id.bytes(), id.offset(), bytes, 0, id.length());
    bytes[id.length()] = 0;
    BIG.set(bytes, id.length() + 1, number ^ Long.MIN_VALUE);
    return this;
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  long hash() {
    return hash(bytes, 0, length);
  }

  /** The hash of a text as bytes of its own, as an index has it. */
  static byte[] hashed(String text) {
    var hash = new byte[Long.BYTES];
    hashInto(hash, new Slice().of(text));
    return hash;
  }

  /** Writes the hash of a text. */
  static void hashInto(byte[] target, Slice text) {
    BIG.set(target, 0, hash(text.bytes(), text.offset(), text.length()));
  }

  /** 64 bits in which any two keys hardly ever agree. */
  static long hash(byte[] bytes, int offset, int length) {
    long hash = length * FACTOR;
    int at = offset;
    int end = offset + length;
    for (; at + Long.BYTES <= end; at += Long.BYTES) {
      hash = mix(hash ^ (long) BIG.get(bytes, at));
    }
    long rest = 1;
    for (; at < end; at++) {
      rest = rest << 8 | bytes[at] & 0xFF;
    }
    return mix(hash ^ rest);
  }

  private static long mix(long z) {
    long a = (z ^ z >>> 32) * 0xD6E8_FEB8_6659_FD93L;
    long b = (a ^ a >>> 32) * 0xD6E8_FEB8_6659_FD93L;
    return (b ^ b >>> 32) + FACTOR;
  }

  @Override
  public String toString() {
    return Arrays.toString(Arrays.copyOf(bytes, length));
  }
}
