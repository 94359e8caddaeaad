// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.answer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Writes the bodies of answers, once, when the event is projected: reads hand out what is stored,
 * byte for byte the same after every rebuild. Thread-safe.
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

  private AnswerJson() {}
}
