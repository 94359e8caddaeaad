// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;

/** A refusal as it stands on the wire: what every client of the API can rely on. */
final class PlainRefused {

  private PlainRefused() {}

  static void with(int status, String code, String message, HttpResponse<String> answer) {
    assertThat(by(status, code, answer)).isEqualTo(message);
  }

  /** Asserts all but the message, and answers that. */
  static String by(int status, String code, HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(answer.headers().firstValue("X-Fc-Request-Id").orElse("")).hasSize(36);
    assertThat(answer.headers().firstValue("Date")).isPresent();
    assertThat(answer.body()).startsWith("{\"ErrorCode\":\"" + code + "\",\"ErrorMessage\":\"");
    var body = Suite.parse(answer.body());
    assertThat(body.size()).isEqualTo(2);
    return body.get("ErrorMessage").asText();
  }
}
