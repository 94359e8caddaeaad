// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.trigger.kind.timer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafunc.schemas.Payload;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The event a timer's function gets: triggerTime, triggerName, payload (contract section 6). */
record TimerEvents(ObjectMapper json, String triggerName, String payload) {

  Payload at(Instant tick) {
    try {
      var time = tick.truncatedTo(ChronoUnit.SECONDS).toString();
      return new Payload(json.writeValueAsBytes(new Event(time, triggerName, payload)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of texts is always JSON", e);
    }
  }

  private record Event(String triggerTime, String triggerName, String payload) {}
}
