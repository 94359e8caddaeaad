// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.store;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * The place of a row in an order by time and key, so that a page stays right while rows arrive.
 *
 * @param time in microseconds since the epoch
 * @param key what tells rows of one time apart, in byte order
 */
public record Cursor(long time, byte[] key) implements Comparable<Cursor> {

  private static final int MAX_TOKEN = 1024;

  /** The text a caller gets and gives back. */
  public String token() {
    byte[] bytes = ByteBuffer.allocate(Long.BYTES + key.length).putLong(time).put(key).array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The cursor of a token; empty when it is none of ours. */
  public static Optional<Cursor> parse(String token) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(token);
      if (token.length() > MAX_TOKEN || bytes.length < Long.BYTES) {
        return Optional.empty();
      }
      byte[] key = Arrays.copyOfRange(bytes, Long.BYTES, bytes.length);
      return Optional.of(new Cursor(ByteBuffer.wrap(bytes).getLong(), key));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  @Override
  public int compareTo(Cursor other) {
    int byTime = Long.compare(time, other.time);
    return byTime != 0 ? byTime : Arrays.compareUnsigned(key, other.key);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Cursor cursor && compareTo(cursor) == 0;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(time) * 31 + Arrays.hashCode(key);
  }
}
