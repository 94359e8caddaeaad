// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.queue;

/** Whole numbers from 0 in groups of 7 bits, lowest first; a set top bit says that more follow. */
final class Varint {

  static final int MAX_SIZE = 9;

  private Varint() {}

  static int size(long value) {
    return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(value) + 6) / 7);
  }

  static int size(byte[] bytes, int from) {
    int index = from;
    while (bytes[index] < 0) {
      index++;
    }
    return index - from + 1;
  }

  /** Returns the index after what it wrote. */
  static int write(byte[] bytes, int from, long value) {
    int index = from;
    long rest = value;
    while (rest > 0x7F) {
      bytes[index++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[index++] = (byte) rest;
    return index;
  }

  static long read(byte[] bytes, int from) {
    long value = 0;
    int index = from;
    int shift = 0;
    while (bytes[index] < 0) {
      value |= (long) (bytes[index++] & 0x7F) << shift;
      shift += 7;
    }
    return value | (long) bytes[index] << shift;
  }
}
