// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.projection;

import java.util.Map;
import java.util.stream.Stream;

/** How a tag, or its key alone, is written where services are looked up by it. Pure. */
public final class TagFilter {

  /** A control character, which neither keys nor values have. */
  private static final char IS = '\u001f';

  /** Any value of this key. */
  public static String key(String key) {
    return key;
  }

  public static String of(String key, String value) {
    return key + IS + value;
  }

  /** All texts that a service with these tags is found by. */
  static Stream<String> all(Map<String, String> tags) {
    return tags.entrySet().stream()
        .flatMap(tag -> Stream.of(key(tag.getKey()), of(tag.getKey(), tag.getValue())));
  }

  private TagFilter() {}
}
