// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.lucene;

/**
 * Cuts UTF-8 into the tokens that are searched for: runs of letters, digits and {@code _}, in lower
 * case as far as ASCII goes. Bytes beyond ASCII count as letters; a character of a script written
 * without spaces is a token of its own. Not safe for several threads.
 */
final class Tokens {

  /** Longer runs are cut, so that no line is refused. */
  static final int MAX_LENGTH = 255;

  private static final byte SEPARATOR = 0;
  private static final byte[] CLASS = new byte[256];

  static {
    for (int b = 0; b < 256; b++) {
      boolean letter = b >= 'a' && b <= 'z' || b >= '0' && b <= '9' || b == '_' || b >= 0x80;
      CLASS[b] = letter ? (byte) b : b >= 'A' && b <= 'Z' ? (byte) (b + 32) : SEPARATOR;
    }
  }

  private final byte[] token = new byte[MAX_LENGTH];
  private int length;
  private byte[] text;
  private int at;
  private int end;

  void of(byte[] bytes, int offset, int count) {
    text = bytes;
    at = offset;
    end = offset + count;
  }

  /** Goes to the next token; false when there is none. */
  boolean next() {
    length = 0;
    while (at < end) {
      int raw = text[at] & 0xFF;
      byte b = CLASS[raw];
      if (b == SEPARATOR) {
        at++;
        if (length > 0) {
          return true;
        }
      } else if (raw >= 0xE3 && standsAlone(raw)) {
        if (length == 0) {
          takeCharacter(raw);
        }
        return true;
      } else {
        token[length++] = b;
        at++;
        if (length == MAX_LENGTH) {
          return true;
        }
      }
    }
    return length > 0;
  }

  byte[] bytes() {
    return token;
  }

  int length() {
    return length;
  }

  private void takeCharacter(int lead) {
    int size = Math.min(lead >= 0xF0 ? 4 : 3, end - at);
    System.arraycopy(text, at, token, 0, size);
    length = size;
    at += size;
  }

  /** Leads of U+3000 to U+DFFF and of everything beyond U+FFFF: Han, kana, Hangul, pictures. */
  private static boolean standsAlone(int lead) {
    return lead <= 0xED || lead >= 0xF0;
  }
}
