// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.http;

import io.kafunc.httpapi.signature.PercentCoding;
import io.micronaut.core.annotation.Nullable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A query's keys in their order, each with all its values in theirs. Pure. */
final class Query {

  /** What a signed URL has for us (contract 2). */
  private static final Set<String> PROOF =
      Set.of("x-fc-access-key-id", "x-fc-expires", "x-fc-security-token", "x-fc-signature");

  static Map<String, List<String>> of(@Nullable String rawQuery) {
    var values = new LinkedHashMap<String, List<String>>();
    if (rawQuery == null) {
      return values;
    }
    for (String pair : rawQuery.split("&")) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String key = key(pair);
        String value = equals < 0 ? "" : PercentCoding.decodeQuery(pair.substring(equals + 1));
        values.computeIfAbsent(key, _ -> new ArrayList<>()).add(value);
      }
    }
    return values;
  }

  /**
   * A request's target without what proves who asks, the rest as it came: who is shown a signed URL
   * can call in the name of its signer.
   */
  static String withoutProof(String target) {
    int begin = target.indexOf('?');
    if (begin < 0) {
      return target;
    }
    var pairs = List.of(target.substring(begin + 1).split("&", -1));
    var kept = pairs.stream().filter(pair -> !PROOF.contains(key(pair))).toList();
    if (kept.size() == pairs.size()) {
      return target;
    }
    return target.substring(0, begin) + (kept.isEmpty() ? "" : "?" + String.join("&", kept));
  }

  private static String key(String pair) {
    int equals = pair.indexOf('=');
    return PercentCoding.decodeQuery(equals < 0 ? pair : pair.substring(0, equals));
  }

  private Query() {}
}
