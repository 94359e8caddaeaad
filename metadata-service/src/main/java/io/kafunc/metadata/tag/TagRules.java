// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.tag;

import io.kafunc.httpapi.FcError;
import io.kafunc.metadata.account.Check;
import io.kafunc.metadata.command.TagCommand.UntagResource;
import io.kafunc.metadata.limit.Limits;
import java.util.Map;
import java.util.Optional;

/** What tags must hold (contract 1.11, section 4). Pure. */
final class TagRules {

  private static final int KEY = 128;
  private static final int VALUE = 256;

  private final Limits limits;

  TagRules(Limits limits) {
    this.limits = limits;
  }

  /**
   * @param after how many tags the service would then have
   */
  Optional<FcError> fault(Map<String, String> tags, int after) {
    var check =
        new Check()
            .that(() -> !tags.isEmpty(), () -> "tags is required but not set")
            .and(() -> tooMany("tags", after));
    tags.forEach(
        (key, value) ->
            check
                .and(() -> key(key))
                .that(
                    () -> isText(value, VALUE),
                    () ->
                        "the value of tag '%s' is set to an invalid value (allowed: %s)"
                            .formatted(key, rule(0, VALUE))));
    return check.fault();
  }

  Optional<FcError> fault(UntagResource untag) {
    return new Check()
        .that(
            () -> untag.all() || !untag.tagKeys().isEmpty(),
            () -> "tagKeys is required but not set")
        .and(() -> tooMany("tagKeys", untag.tagKeys().size()))
        .fault();
  }

  private Optional<FcError> tooMany(String field, int actual) {
    return new Check()
        .that(
            () -> actual <= limits.tags(),
            () ->
                "%s contains too many values (max: %d, actual: %d)"
                    .formatted(field, limits.tags(), actual))
        .fault();
  }

  private static Optional<FcError> key(String key) {
    return new Check()
        .that(
            () -> !key.isEmpty() && isText(key, KEY),
            () -> "a tag key is set to an invalid value (allowed: %s)".formatted(rule(1, KEY)))
        .fault();
  }

  private static boolean isText(String text, int most) {
    return text.length() <= most && text.chars().noneMatch(Character::isISOControl);
  }

  private static String rule(int least, int most) {
    return "%d to %d characters, no control characters".formatted(least, most);
  }
}
