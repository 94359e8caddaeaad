// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorLinesTest {

  @Test
  void tellsTypeAndMessageOnceAndThenTheStack() {
    assertThat(
            lines(
                """
                {"errorMessage":"no coupon","errorType":"TypeError",
                 "stackTrace":["TypeError: no coupon","at exports.handler (index.js:19:3)"]}"""))
        .containsExactly("TypeError: no coupon", "at exports.handler (index.js:19:3)");
  }

  @Test
  void tellsWhatTheStackDoesNotRepeat() {
    assertThat(
            lines(
                """
                {"errorMessage":"two\\nlines","errorType":"ValueError",
                 "stackTrace":["File \\"index.py\\", line 4, in handler"]}"""))
        .containsExactly("ValueError: two", "lines", "File \"index.py\", line 4, in handler");
  }

  @Test
  void tellsAMessageWithoutAType() {
    assertThat(lines("{\"errorMessage\":\"just words\"}")).containsExactly("just words");
  }

  @Test
  void tellsNothingOfWhatIsNoError() {
    assertThat(lines("42")).isEmpty();
    assertThat(lines("not json")).isEmpty();
    assertThat(lines("")).isEmpty();
  }

  @Test
  void boundsWhatAFunctionCanMakeItWrite() {
    String message = "x".repeat(40_000) + "\\n".repeat(500) + "end";

    assertThat(lines("{\"errorMessage\":\"" + message + "\"}"))
        .hasSize(100)
        .first()
        .asString()
        .hasSizeLessThan(33_000)
        .endsWith("[cut: 32768 of 40000 characters]");
  }

  private static List<String> lines(String body) {
    return new ErrorLines(new ObjectMapper()).of(body.getBytes(UTF_8));
  }
}
