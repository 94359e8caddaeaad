// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.store;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A run of bytes inside somebody's array: UTF-8 text or an encoded event. One slice is pointed at
 * many places in turn, so that reading a row makes no garbage. Not safe for several threads.
 */
public final class Slice {

  private static final byte[] NOTHING = {};

  private byte[] bytes = NOTHING;
  private int offset;
  private int length;

  /** Points at this part of {@code array}, which must not change while the slice is used. */
  public Slice at(byte[] array, int from, int count) {
    this.bytes = array;
    this.offset = from;
    this.length = count;
    return this;
  }

  public Slice at(byte[] array) {
    return at(array, 0, array.length);
  }

  /** Points at a text of its own; for rows that are not read from bytes. */
  public Slice of(String text) {
    return at(text.getBytes(UTF_8));
  }

  public Slice clear() {
    return at(NOTHING, 0, 0);
  }

  public byte[] bytes() {
    return bytes;
  }

  public int offset() {
    return offset;
  }

  public int length() {
    return length;
  }

  public boolean isEmpty() {
    return length == 0;
  }

  @Override
  public String toString() {
    return new String(bytes, offset, length, UTF_8);
  }
}
