// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Opaque bytes inside an event, equal by content. The array is not copied: treat it as immutable.
 */
public record Payload(byte[] bytes) {

  public static final Payload EMPTY = new Payload(new byte[0]);

  public static Payload of(String text) {
    return new Payload(text.getBytes(StandardCharsets.UTF_8));
  }

  public int size() {
    return bytes.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Payload(byte[] theirs) && Arrays.equals(bytes, theirs);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "Payload[" + bytes.length + " bytes]";
  }
}
