// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi;

import static io.kafunc.httpapi.ErrorCode.INVALID_ARGUMENT;

/**
 * A name of a service, function, alias or trigger: 1 to 128 of {@code [A-Za-z0-9_-]}, the first no
 * digit and no {@code -}; case-sensitive (F-2, F-6, F-16). Who holds a {@code Name} need not check
 * it again.
 */
public record Name(String value) {

  private static final int MAX_LENGTH = 128;
  private static final String RULE =
      "1 to 128 letters, digits, '_' and '-', beginning with a letter or '_'";

  public Name {
    check("name", value);
  }

  /** The name, or 400 that says which field, what the rule is, and what came. */
  public static Name of(String field, String value) {
    check(field, value);
    return new Name(value);
  }

  /** Refuses anything that is no name, null included; returns it as it came. */
  public static String check(String field, String value) {
    if (value == null || value.isEmpty()) {
      throw INVALID_ARGUMENT.saying(field + " is required but not set").exception();
    }
    if (value.length() > MAX_LENGTH || !isName(value)) {
      String actual = value.length() > MAX_LENGTH ? value.substring(0, MAX_LENGTH) + "…" : value;
      throw INVALID_ARGUMENT
          .saying(
              "%s is set to an invalid value (allowed: %s, actual: '%s')"
                  .formatted(field, RULE, actual))
          .exception();
    }
    return value;
  }

  private static boolean isName(String value) {
    if (!isLetter(value.charAt(0))) {
      return false;
    }
    for (int i = 1; i < value.length(); i++) {
      char c = value.charAt(i);
      if (!isLetter(c) && c != '-' && !(c >= '0' && c <= '9')) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
  }

  @Override
  public String toString() {
    return value;
  }
}
