// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi.server;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Whether the percent-escapes of a request target decode to UTF-8. Pure. */
final class Utf8Escapes {

  /** Only called with a target all of whose escapes are two hexadecimal digits. */
  static boolean areWellFormed(String uri) {
    byte[] decoded = new byte[uri.length()];
    int length = 0;
    boolean ascii = true;
    for (int i = 0; i < uri.length(); i++) {
      char c = uri.charAt(i);
      if (c == '%') {
        c = (char) Integer.parseInt(uri, i + 1, i + 3, 16);
        i += 2;
      }
      ascii &= c < 0x80;
      decoded[length++] = (byte) c;
    }
    return ascii || isUtf8(ByteBuffer.wrap(decoded, 0, length));
  }

  private static boolean isUtf8(ByteBuffer bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(bytes);
      return true;
    } catch (CharacterCodingException _) {
      return false;
    }
  }

  private Utf8Escapes() {}
}
