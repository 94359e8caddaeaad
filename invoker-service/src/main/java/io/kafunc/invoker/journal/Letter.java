// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * One event on its way to a topic, encoded. On disk it is framed by its length and a checksum, so
 * that a torn end is told from a whole letter.
 */
record Letter(String topic, String key, byte[] value) {

  private static final int FRAME = 2 * Integer.BYTES;

  int size() {
    return FRAME + 2 * Short.BYTES + topic.length() + key.length() + value.length;
  }

  void writeTo(ByteBuffer out) {
    int start = out.position();
    out.position(start + FRAME);
    putText(out, topic);
    putText(out, key);
    out.put(value);
    int length = out.position() - start - FRAME;
    out.putInt(start, length);
    out.putInt(start + Integer.BYTES, checksum(out.array(), start + FRAME, length));
  }

  /** The next letter, or none where the rest is torn or at its end. */
  static Optional<Letter> readFrom(ByteBuffer in) {
    if (in.remaining() < FRAME) {
      return Optional.empty();
    }
    int length = in.getInt();
    int checksum = in.getInt();
    if (length < 2 * Short.BYTES
        || length > in.remaining()
        || checksum != checksum(in.array(), in.position(), length)) {
      return Optional.empty();
    }
    int end = in.position() + length;
    String topic = getText(in);
    String key = getText(in);
    byte[] value = new byte[end - in.position()];
    in.get(value);
    return Optional.of(new Letter(topic, key, value));
  }

  private static void putText(ByteBuffer out, String ascii) {
    out.putShort((short) ascii.length());
    out.put(ascii.getBytes(StandardCharsets.US_ASCII));
  }

  private static String getText(ByteBuffer in) {
    byte[] ascii = new byte[in.getShort()];
    in.get(ascii);
    return new String(ascii, StandardCharsets.US_ASCII);
  }

  private static int checksum(byte[] bytes, int offset, int length) {
    var crc = new CRC32();
    crc.update(bytes, offset, length);
    return (int) crc.getValue();
  }
}
