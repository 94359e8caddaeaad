// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.service;

import io.kafunc.metadata.projection.TagFilter;
import io.micronaut.http.HttpRequest;
import java.util.HashSet;
import java.util.Set;

/**
 * The tags that a list asks for: {@code tag_<key>=<value>}, as often as wanted, all of which must
 * hold; without a value any value of the key will do (contract 1.1).
 */
final class TagQuery {

  private static final String PREFIX = "tag_";

  static Set<String> of(HttpRequest<?> request) {
    var tags = new HashSet<String>();
    request
        .getParameters()
        .forEach(
            (name, values) -> {
              if (name.startsWith(PREFIX)) {
                var key = name.substring(PREFIX.length());
                values.forEach(
                    value ->
                        tags.add(value.isEmpty() ? TagFilter.key(key) : TagFilter.of(key, value)));
              }
            });
    return tags;
  }

  private TagQuery() {}
}
