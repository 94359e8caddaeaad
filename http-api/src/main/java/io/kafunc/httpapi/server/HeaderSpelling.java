// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi.server;

/** Go's canonical spelling of header names: {@code X-Fc-Request-Id}, {@code Etag}. Pure. */
final class HeaderSpelling {

  static boolean isCanonical(String name) {
    boolean begin = true;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (begin ? c >= 'a' && c <= 'z' : c >= 'A' && c <= 'Z') {
        return false;
      }
      begin = c == '-';
    }
    return true;
  }

  static String canonical(String name) {
    char[] spelled = name.toCharArray();
    boolean begin = true;
    for (int i = 0; i < spelled.length; i++) {
      char c = spelled[i];
      if (begin && c >= 'a' && c <= 'z') {
        spelled[i] = (char) (c - 'a' + 'A');
      } else if (!begin && c >= 'A' && c <= 'Z') {
        spelled[i] = (char) (c - 'A' + 'a');
      }
      begin = c == '-';
    }
    return new String(spelled);
  }

  private HeaderSpelling() {}
}
