// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.account;

import static io.kafunc.httpapi.ErrorCode.INVALID_ARGUMENT;

import io.kafunc.httpapi.FcError;
import java.util.Optional;
import java.util.function.Supplier;

/** A list of rules read downwards; the first that does not hold is the refusal. */
public final class Check {

  private FcError first;

  /** 400 {@code InvalidArgument} unless the rule holds; no later rule is looked at. */
  public Check that(Supplier<Boolean> rule, Supplier<String> otherwise) {
    if (first == null && !rule.get()) {
      first = INVALID_ARGUMENT.saying(otherwise.get());
    }
    return this;
  }

  /** {@code min <= value <= max}. */
  public Check within(String field, int value, int min, int max) {
    return that(
        () -> value >= min && value <= max,
        () ->
            "%s is set to an invalid value (min: %d, max: %d, actual: %d)"
                .formatted(field, min, max, value));
  }

  /** There and not empty. */
  public Check present(String field, String value) {
    return that(() -> !value.isEmpty(), () -> field + " is required but not set");
  }

  /** Whatever another list of rules says. */
  public Check and(Supplier<Optional<FcError>> more) {
    if (first == null) {
      first = more.get().orElse(null);
    }
    return this;
  }

  public Optional<FcError> fault() {
    return Optional.ofNullable(first);
  }
}
