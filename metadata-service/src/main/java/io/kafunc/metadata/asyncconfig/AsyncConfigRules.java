// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.asyncconfig;

import io.kafunc.httpapi.FcError;
import io.kafunc.metadata.account.Check;
import io.kafunc.schemas.metadata.AsyncInvokeConfig;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a configuration of asynchronous calls must hold (contract 1.10). Pure. */
final class AsyncConfigRules {

  private static final int MOST_ATTEMPTS = 8;
  private static final int OLDEST_SECONDS = 2_592_000;

  /** FC's destinations, the account in them possibly empty, and ours: HTTP and Kafka addresses. */
  private static final Pattern DESTINATION =
      Pattern.compile(
          "acs:fc:[^:]*:[^:]*:services/[^/:]+/functions/[^/:]+"
              + "|acs:mns:[^:]*:[^:]*:/(queues|topics)/[^/:]+/messages"
              + "|acs:eventbridge:[^:]*:[^:]*:eventbus/[^/:]+"
              + "|https?://[^\\s/]+(/\\S*)?"
              + "|kafka://[A-Za-z0-9._-]{1,249}");

  static Optional<FcError> fault(AsyncInvokeConfig config) {
    return new Check()
        .and(() -> config.onSuccess().flatMap(text -> destination("onSuccess", text)))
        .and(() -> config.onFailure().flatMap(text -> destination("onFailure", text)))
        .and(
            () ->
                config
                    .maxAsyncEventAgeInSeconds()
                    .flatMap(age -> within("maxAsyncEventAgeInSeconds", age, 1, OLDEST_SECONDS)))
        .and(
            () ->
                config
                    .maxAsyncRetryAttempts()
                    .flatMap(more -> within("maxAsyncRetryAttempts", more, 0, MOST_ATTEMPTS)))
        .fault();
  }

  private static Optional<FcError> destination(String part, String text) {
    return new Check()
        .that(
            () -> DESTINATION.matcher(text).matches(),
            () ->
                "destinationConfig.%s.destination is set to an invalid value (actual: '%s')"
                    .formatted(part, text))
        .fault();
  }

  private static Optional<FcError> within(String field, int value, int min, int max) {
    return new Check().within(field, value, min, max).fault();
  }

  private AsyncConfigRules() {}
}
