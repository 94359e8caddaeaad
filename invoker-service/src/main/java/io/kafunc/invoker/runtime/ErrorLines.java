// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A failed call's error as lines of the function's log, so that it can be found there when nobody
 * waited for the answer: type and message first, then the stack.
 */
record ErrorLines(ObjectMapper json) {

  private static final int MAX_LINES = 100;

  /**
   * @param body the error as the caller gets it; what is no error of Function Compute's shape gives
   *     no lines
   */
  List<String> of(byte[] body) {
    JsonNode error = parse(body);
    String message = error.path("errorMessage").asText();
    if (message.isEmpty() && !error.has("errorType")) {
      return List.of();
    }
    String first =
        error.has("errorType") ? error.get("errorType").asText() + ": " + message : message;
    var lines = new ArrayList<>(first.lines().toList());
    var stack = new ArrayList<String>();
    error.path("stackTrace").forEach(line -> stack.add(line.asText()));
    // Node's stacks repeat type and message, which may have several lines.
    boolean repeated = stack.size() >= lines.size() && startsAlike(stack, lines);
    lines.addAll(repeated ? stack.subList(lines.size(), stack.size()) : stack);
    return lines.stream().limit(MAX_LINES).map(ErrorLines::cut).toList();
  }

  private static boolean startsAlike(List<String> stack, List<String> lines) {
    return Stream.iterate(0, i -> i < lines.size(), i -> i + 1)
        .allMatch(i -> stack.get(i).strip().equals(lines.get(i).strip()));
  }

  private JsonNode parse(byte[] body) {
    try {
      return json.readTree(body);
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }

  private static String cut(String line) {
    return line.length() <= RawOutput.LINE_LIMIT
        ? line
        : line.substring(0, RawOutput.LINE_LIMIT)
            + " [cut: %d of %d characters]".formatted(RawOutput.LINE_LIMIT, line.length());
  }
}
