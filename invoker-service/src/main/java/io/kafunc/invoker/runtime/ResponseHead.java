// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a function says of its HTTP answer before the body. Nothing of it has been judged: the
 * status may be any number, the headers any text.
 */
public record ResponseHead(int status, Map<String, List<String>> headers) {

  static ResponseHead of(JsonNode head) {
    var headers = new LinkedHashMap<String, List<String>>();
    for (var field : head.path("headersMap").properties()) {
      var values = new ArrayList<String>();
      field.getValue().forEach(value -> values.add(value.asText()));
      headers.put(field.getKey(), List.copyOf(values));
    }
    return new ResponseHead(head.path("status").asInt(), headers);
  }
}
