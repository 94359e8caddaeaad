// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.layer;

import static io.kafunc.httpapi.ErrorCode.INVALID_ARGUMENT;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.http.HttpRequest;
import java.util.Map;
import java.util.Optional;

/**
 * Who may use a layer, as requests write it: in the query, where the Node client has it, or in the
 * body (contract 1.11).
 */
record AclBody(@JsonProperty("public") Optional<Boolean> isPublic) {

  private static final Map<String, Boolean> WORDS =
      Map.of("true", true, "1", true, "false", false, "0", false);

  /** What the query says, else the body; nothing where neither does. */
  Optional<Boolean> wanted(HttpRequest<?> request) {
    var query = request.getParameters();
    return query
        .getFirst("public")
        .or(() -> query.getFirst("acl"))
        .map(AclBody::parse)
        .or(() -> isPublic);
  }

  private static boolean parse(String word) {
    if (!WORDS.containsKey(word)) {
      throw INVALID_ARGUMENT
          .saying(
              "public is set to an invalid value (allowed: true | false, actual: '%s')"
                  .formatted(word))
          .exception();
    }
    return WORDS.get(word);
  }
}
