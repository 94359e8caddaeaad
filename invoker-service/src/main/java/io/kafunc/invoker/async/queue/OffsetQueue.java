// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.queue;

import java.util.Arrays;
import java.util.function.LongPredicate;

/**
 * Ascending offsets, oldest out first. Kept as differences in varints, 1 to 3 bytes a call, in
 * chunks that are let go as they are read: a million waiting calls cost a few megabytes and no
 * object each. Not thread-safe.
 */
final class OffsetQueue {

  private static final int SMALLEST = 16;
  private static final int LARGEST = 4096;

  private Chunk head;
  private Chunk tail;
  private long headOffset;
  private int headIndex;
  private int size;

  /** Adds an offset that is above all there are. */
  void add(long offset) {
    if (tail == null) {
      tail = new Chunk(offset, SMALLEST);
      head = tail;
      headOffset = offset;
      headIndex = 0;
    } else if (!tail.append(offset)) {
      tail.next = new Chunk(offset, LARGEST / 8);
      tail = tail.next;
    }
    size++;
  }

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  long peek() {
    requireContent();
    return headOffset;
  }

  /** Takes the lowest. */
  long poll() {
    requireContent();
    long offset = headOffset;
    size--;
    if (headIndex < head.length) {
      headOffset += Varint.read(head.bytes, headIndex);
      headIndex += Varint.size(head.bytes, headIndex);
    } else {
      head = head.next;
      headIndex = 0;
      if (head == null) {
        tail = null;
      } else {
        headOffset = head.first;
      }
    }
    return offset;
  }

  /** Whether the offset waits here; looks into one chunk only. */
  boolean contains(long offset) {
    var found = new boolean[1];
    scan(
        offset,
        each -> {
          found[0] = each == offset;
          return each < offset;
        });
    return found[0];
  }

  /** Hands out the offsets from one on, ascending, for as long as they are wanted. */
  void scan(long from, LongPredicate wanted) {
    var chunk = head;
    while (chunk != null && chunk.next != null && chunk.next.first <= from) {
      chunk = chunk.next;
    }
    for (; chunk != null; chunk = chunk.next) {
      boolean first = chunk == head;
      long offset = first ? headOffset : chunk.first;
      int index = first ? headIndex : 0;
      while (true) {
        if (offset >= from && !wanted.test(offset)) {
          return;
        }
        if (index >= chunk.length) {
          break;
        }
        offset += Varint.read(chunk.bytes, index);
        index += Varint.size(chunk.bytes, index);
      }
    }
  }

  private void requireContent() {
    if (size == 0) {
      throw new IllegalStateException("nothing waits");
    }
  }

  /** A first offset and the differences that follow it. */
  private static final class Chunk {

    private final long first;
    private byte[] bytes;
    private long last;
    private int length;
    private Chunk next;

    Chunk(long first, int capacity) {
      this.first = first;
      this.last = first;
      this.bytes = new byte[capacity];
    }

    boolean append(long offset) {
      if (offset <= last) {
        throw new IllegalArgumentException(offset + " is not above " + last);
      }
      long difference = offset - last;
      if (length + Varint.size(difference) > bytes.length && !grow()) {
        return false;
      }
      length = Varint.write(bytes, length, difference);
      last = offset;
      return true;
    }

    private boolean grow() {
      if (bytes.length >= LARGEST) {
        return false;
      }
      bytes = Arrays.copyOf(bytes, Math.min(bytes.length + bytes.length / 2, LARGEST));
      return true;
    }
  }
}
