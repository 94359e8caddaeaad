// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.call;

import java.util.Optional;
import java.util.UUID;

/**
 * The request id of an asynchronous call says where the call lies in kafunc.calls: a UUIDv8 of 8
 * bits partition, 8 bits topic generation, 40 bits offset and 66 random bits. The random bits are
 * the record's key and are compared when the call is read, so that ids cannot be guessed and do not
 * collide after a topic was made anew.
 *
 * @param generation of the topic, so that a remade topic's ids differ
 * @param randomHigh the upper 2 random bits
 * @param randomLow the lower 64 random bits
 */
public record CallId(int partition, int generation, long offset, int randomHigh, long randomLow) {

  private static final long OFFSET_LIMIT = 1L << 40;

  public CallId {
    require(partition >= 0 && partition < 256, "partition");
    require(generation >= 0 && generation < 256, "generation");
    require(offset >= 0 && offset < OFFSET_LIMIT, "offset");
    require(randomHigh >= 0 && randomHigh < 4, "randomHigh");
  }

  /** The id a text stands for, empty when it is not a call's: a synchronous request's, say. */
  public static Optional<CallId> parse(String text) {
    if (text.length() != 36) {
      return Optional.empty();
    }
    try {
      var uuid = UUID.fromString(text);
      return uuid.version() == 8 && uuid.variant() == 2 ? Optional.of(of(uuid)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  // Most significant 64: partition 8, generation 8, offset 32 high; version 4; offset 8 low, random
  // 4
  // Least significant 64: variant 2, random 62.
  private static CallId of(UUID uuid) {
    long high = uuid.getMostSignificantBits();
    long low = uuid.getLeastSignificantBits();
    long offset = (high >>> 16 & 0xFFFF_FFFFL) << 8 | high >>> 4 & 0xFF;
    long random4 = high & 0xF;
    return new CallId(
        (int) (high >>> 56),
        (int) (high >>> 48 & 0xFF),
        offset,
        (int) (random4 >>> 2),
        (random4 & 0x3) << 62 | low & 0x3FFF_FFFF_FFFF_FFFFL);
  }

  @Override
  public String toString() {
    long high =
        (long) partition << 56
            | (long) generation << 48
            | offset >>> 8 << 16
            | 0x8000L
            | (offset & 0xFF) << 4
            | (long) randomHigh << 2
            | randomLow >>> 62;
    long low = 1L << 63 | randomLow & 0x3FFF_FFFF_FFFF_FFFFL;
    return new UUID(high, low).toString();
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException(what + " is out of range");
    }
  }
}
