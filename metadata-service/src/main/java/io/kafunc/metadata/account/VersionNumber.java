// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.account;

import static io.kafunc.httpapi.ErrorCode.INVALID_ARGUMENT;

import io.kafunc.httpapi.FcError;
import java.util.Optional;
import java.util.regex.Pattern;

/** How callers write version numbers: decimal text from {@code "1"} (contract 1.3). Pure. */
public final class VersionNumber {

  private static final Pattern DECIMAL = Pattern.compile("[1-9][0-9]{0,17}");

  public static Optional<Long> parse(String text) {
    return DECIMAL.matcher(text).matches() ? Optional.of(Long.valueOf(text)) : Optional.empty();
  }

  /** What is said to a text that is no version number. */
  public static FcError refusal(String field, String text) {
    return INVALID_ARGUMENT.saying(
        "%s is set to an invalid value (allowed: a version number, actual: '%s')"
            .formatted(field, text));
  }

  private VersionNumber() {}
}
