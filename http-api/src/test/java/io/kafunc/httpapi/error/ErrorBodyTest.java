// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafunc.httpapi.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The bytes that SDKs search. */
class ErrorBodyTest {

  @Test
  void writesNoSpaces() {
    assertThat(render(ErrorCode.PRECONDITION_FAILED.with()))
        .isEqualTo(
            "{\"ErrorCode\":\"PreconditionFailed\","
                + "\"ErrorMessage\":\"the resource being modified has been changed\"}");
  }

  @Test
  void escapesWhatJsonMustEscape() {
    assertThat(render(ErrorCode.INVALID_ARGUMENT.saying("\"\\\n\u0000é\ud83d\ude00\ud800")))
        .isEqualTo(
            "{\"ErrorCode\":\"InvalidArgument\","
                + "\"ErrorMessage\":\"\\\"\\\\\\n\\u0000é\ud83d\ude00?\"}");
  }

  @Test
  void spellsEachCodeOnceAndGivesEachAStatus() {
    assertThat(Stream.of(ErrorCode.values()).map(ErrorCode::code)).doesNotHaveDuplicates();
    assertThat(Stream.of(ErrorCode.values()).map(ErrorCode::status))
        .allMatch(status -> status >= 400 && status < 600);
  }

  @Test
  void fillsPatternsInOrder() {
    assertThat(ErrorCode.FUNCTION_NOT_FOUND.with("f", "s").message())
        .isEqualTo("function 'f' does not exist in service 's'");
    assertThat(ErrorCode.INVALID_ARGUMENT.with("100%").message()).isEqualTo("100%");
  }

  @Test
  void quotesNoMoreThanATextCanHold() {
    var refusal = ErrorCode.INVALID_ARGUMENT.saying("x".repeat(1_000_000));

    assertThat(refusal.message()).hasSize(2_001).endsWith("…");
  }

  private static String render(io.kafunc.httpapi.FcError error) {
    return new String(ErrorBody.render(error), StandardCharsets.UTF_8);
  }
}
