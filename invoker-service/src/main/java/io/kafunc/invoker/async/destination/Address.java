// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.destination;

import java.net.URI;
import java.util.regex.Pattern;

/** What a destination's text stands for. */
sealed interface Address {

  Pattern FUNCTION =
      Pattern.compile("acs:fc:[^:]*:[^:]*:services/([^/:.]+)(?:\\.([^/:]+))?/functions/([^/:]+)");

  String TOPIC = "kafka://";

  /** A function of the same account. */
  record OfFunction(String serviceName, String qualifier, String functionName) implements Address {}

  /** An HTTP endpoint. */
  record OfHttp(URI uri) implements Address {}

  /** A topic of the suite's own Kafka. */
  record OfTopic(String topic) implements Address {}

  /** What nobody can be told at: the vendor's message queues and event buses, our own topics. */
  record OfNothing(String text) implements Address {}

  static Address of(String text) {
    var function = FUNCTION.matcher(text);
    if (function.matches()) {
      var qualifier = function.group(2) == null ? "LATEST" : function.group(2);
      return new OfFunction(function.group(1), qualifier, function.group(3));
    }
    if (text.startsWith(TOPIC)) {
      var topic = text.substring(TOPIC.length());
      return topic.startsWith("kafunc.") ? new OfNothing(text) : new OfTopic(topic);
    }
    try {
      if (text.startsWith("http://") || text.startsWith("https://")) {
        return new OfHttp(URI.create(text));
      }
    } catch (IllegalArgumentException _) {
      // not an address
    }
    return new OfNothing(text);
  }
}
