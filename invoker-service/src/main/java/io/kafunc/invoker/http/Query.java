// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.http;

import io.kafunc.httpapi.signature.PercentCoding;
import io.micronaut.core.annotation.Nullable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A query's keys in their order, each with all its values in theirs. Pure. */
final class Query {

  static Map<String, List<String>> of(@Nullable String rawQuery) {
    var values = new LinkedHashMap<String, List<String>>();
    if (rawQuery == null) {
      return values;
    }
    for (String pair : rawQuery.split("&")) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String key = PercentCoding.decodeQuery(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : PercentCoding.decodeQuery(pair.substring(equals + 1));
        values.computeIfAbsent(key, _ -> new ArrayList<>()).add(value);
      }
    }
    return values;
  }

  private Query() {}
}
