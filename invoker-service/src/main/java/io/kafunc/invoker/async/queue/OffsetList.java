// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.queue;

import io.kafunc.schemas.Payload;
import java.util.Arrays;
import java.util.function.LongConsumer;

/** Ascending offsets as a snapshot has them: the first, then differences, all varints. */
final class OffsetList {

  private byte[] bytes = new byte[64];
  private int length;
  private long last;
  private long count;

  void add(long offset) {
    if (length + Varint.MAX_SIZE > bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * bytes.length);
    }
    length = Varint.write(bytes, length, count == 0 ? offset : offset - last);
    last = offset;
    count++;
  }

  long count() {
    return count;
  }

  Payload encoded() {
    return new Payload(Arrays.copyOf(bytes, length));
  }

  static void forEach(Payload encoded, LongConsumer offsets) {
    var bytes = encoded.bytes();
    long offset = 0;
    for (int index = 0; index < bytes.length; index += Varint.size(bytes, index)) {
      offset += Varint.read(bytes, index);
      offsets.accept(offset);
    }
  }
}
