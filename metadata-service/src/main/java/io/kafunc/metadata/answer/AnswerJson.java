// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.answer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Writes the bodies of answers, once, when the event is projected: reads hand out what is stored,
 * byte for byte the same after every rebuild. Reads them back where an event changes a part only.
 * Thread-safe.
 */
public final class AnswerJson {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  public static String write(Object answer) {
    try {
      return MAPPER.writeValueAsString(answer);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write " + answer.getClass().getName(), e);
    }
  }

  /** What was written. */
  public static <T> T read(String answer, Class<T> type) {
    try {
      return MAPPER.readValue(answer, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot read " + type.getName(), e);
    }
  }

  private AnswerJson() {}
}
