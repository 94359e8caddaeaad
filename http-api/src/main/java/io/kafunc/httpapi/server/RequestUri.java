// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi.server;

import java.util.BitSet;

/**
 * Which request targets we take. Whatever has a NUL or another control character, plain or escaped,
 * a broken escape or broken UTF-8 in its escapes, or dot segments outside a function's own path is
 * refused before anything routes by it. Printable characters that a URI may not hold, such as
 * {@code |}, are escaped, since Go's server takes them too. Pure.
 */
final class RequestUri {

  private static final String HTTP_TRIGGER = "/2016-08-15/proxy/";
  private static final BitSet TO_ESCAPE = characters("\"<>[\\]^`{|}");
  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  /** The target to route by, or null when it is refused. */
  static String checked(String target) {
    String uri = originForm(target);
    if (!uri.startsWith("/") || uri.startsWith("//")) {
      return null;
    }
    boolean escape = false;
    boolean percent = false;
    for (int i = 0; i < uri.length(); i++) {
      char c = uri.charAt(i);
      if (c == '%') {
        if (!isEscape(uri, i)) {
          return null;
        }
        percent = true;
      } else if (c <= ' ' || c == 0x7f || c == '#') {
        return null;
      } else if (isToEscape(c)) {
        escape = true;
      }
    }
    if (percent && !Utf8Escapes.areWellFormed(uri) || hasDotSegment(uri)) {
      return null;
    }
    return escape ? escaped(uri) : uri;
  }

  /** {@code http://host/path}, as proxies get it, without scheme and host. */
  private static String originForm(String target) {
    if (!target.startsWith("http://") && !target.startsWith("https://")) {
      return target;
    }
    int path = target.indexOf('/', target.indexOf("//") + 2);
    return path < 0 ? "/" : target.substring(path);
  }

  /** Two hexadecimal digits that do not make a control character. */
  private static boolean isEscape(String uri, int percent) {
    if (percent + 2 >= uri.length()) {
      return false;
    }
    int high = Character.digit(uri.charAt(percent + 1), 16);
    int low = Character.digit(uri.charAt(percent + 2), 16);
    return high >= 0 && low >= 0 && (high << 4 | low) != 0;
  }

  private static boolean hasDotSegment(String uri) {
    if (uri.indexOf("/.") < 0 && uri.indexOf("/%2") < 0 || uri.startsWith(HTTP_TRIGGER)) {
      return false;
    }
    int query = uri.indexOf('?');
    String path = query < 0 ? uri : uri.substring(0, query);
    for (String segment : path.split("/")) {
      String plain = segment.replace("%2e", ".").replace("%2E", ".");
      if (plain.equals(".") || plain.equals("..")) {
        return true;
      }
    }
    return false;
  }

  /** Netty reads the request line as one byte a character; each goes back to its byte. */
  private static String escaped(String uri) {
    StringBuilder escaped = new StringBuilder(uri.length() + 16);
    for (int i = 0; i < uri.length(); i++) {
      char c = uri.charAt(i);
      if (isToEscape(c)) {
        escaped.append('%').append(HEX[c >> 4 & 0xF]).append(HEX[c & 0xF]);
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }

  private static boolean isToEscape(char c) {
    return c > 0x7f || TO_ESCAPE.get(c);
  }

  private static BitSet characters(String ascii) {
    var set = new BitSet();
    ascii.chars().forEach(set::set);
    return set;
  }

  private RequestUri() {}
}
