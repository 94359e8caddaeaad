// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyuncs.fc.request.UpdateFunctionRequest;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningSuite.class)
class InvocationsIT {

  private static final String ECHO = "exports.handler = (event, context, cb) => cb(null, event);";

  private final Release release;

  InvocationsIT(Suite suite) {
    this.release = Release.ofNewService(suite);
  }

  @Test
  void answersWhatTheFunctionAnswers() {
    // given
    release.node("echo", ECHO);
    // when
    var answer = release.invoke("echo", null, "Grüße");
    // then
    assertThat(Release.text(answer)).isEqualTo("Grüße");
    assertThat(answer.getStatus()).isEqualTo(200);
    assertThat(answer.getRequestId()).hasSize(36);
    assertThat(answer.getHeader("X-Fc-Invocation-Service-Version")).isEqualTo("LATEST");
    assertThat(Integer.parseInt(answer.getHeader("X-Fc-Invocation-Duration"))).isNotNegative();
    assertThat(answer.getHeader("X-Fc-Max-Memory-Usage")).matches("\\d+\\.\\d\\d");
    assertThat(answer.getHeader("X-Fc-Code-Checksum")).matches("\\d+");
    assertThat(answer.getHeader("X-Fc-Error-Type")).isNull();
  }

  @Test
  void runsPython() {
    release.python(
        "py",
        """
        import json
        def handler(event, context):
            return {'got': event.decode(), 'function': context.function.name}
        """);
    assertThat(Suite.parse(Release.text(release.invoke("py", null, "x"))))
        .isEqualTo(Suite.parse("{\"got\":\"x\",\"function\":\"py\"}"));
  }

  @Test
  void carriesSixMegabytesBothWaysAndNotAByteMore() {
    // given
    release.node("echo", ECHO);
    var largest = new byte[6 * 1024 * 1024];
    Arrays.fill(largest, (byte) 'x');
    // when
    var answer = release.invoke(release.call("echo", null, largest));
    // then
    assertThat(answer.getContent()).hasSize(largest.length);
    Refused.by(
        400,
        "EntityTooLarge",
        () -> release.invoke(release.call("echo", null, new byte[largest.length + 1])));
  }

  @Test
  void tailsTheLogOfTheCall() {
    // given
    release.node(
        "talk", "exports.handler = (e, c, cb) => { console.log('hello tail'); cb(null, ''); };");
    // when
    var answer = release.invoke(release.call("talk", null, "").setLogType("Tail"));
    // then
    var tail = new String(Base64.getDecoder().decode(answer.getHeader("X-Fc-Log-Result")));
    assertThat(tail)
        .contains("FC Invoke Start RequestId: " + answer.getRequestId())
        .contains("hello tail")
        .contains("FC Invoke End RequestId: " + answer.getRequestId())
        .contains("Duration", "Billed Duration", "Memory Size: 128 MB");
  }

  @Test
  void tellsHandledFromUnhandledErrors() {
    // given
    release.node("handled", "exports.handler = (e, c, cb) => cb(new Error('sorry'));");
    release.node("thrown", "exports.handler = () => { throw new TypeError('oops'); };");
    // when
    var handled = release.invoke("handled", null, "");
    var thrown = release.invoke("thrown", null, "");
    // then
    assertThat(handled.getStatus()).isEqualTo(200);
    assertThat(handled.getHeader("X-Fc-Error-Type")).isEqualTo("HandledInvocationError");
    assertThat(Suite.parse(Release.text(handled)).get("errorMessage").asText()).isEqualTo("sorry");
    assertThat(thrown.getHeader("X-Fc-Error-Type")).isEqualTo("UnhandledInvocationError");
    assertThat(Suite.parse(Release.text(thrown)).get("errorType").asText()).isEqualTo("TypeError");
  }

  @Test
  void endsWhatRunsTooLong() {
    // given
    release.node("hang", "exports.handler = () => { for (;;) {} };");
    release
        .client()
        .updateFunction(new UpdateFunctionRequest(release.service(), "hang").setTimeout(1));
    // when
    var answer = release.invoke("hang", null, "");
    // then
    assertThat(answer.getHeader("X-Fc-Error-Type")).isEqualTo("UnhandledInvocationError");
    assertThat(Release.text(answer)).contains("Function timed out after 1 seconds");
  }

  @Test
  void survivesAFunctionThatExits() {
    // given
    release.node(
        "exit",
        "exports.handler = (e, c, cb) => { if (e.toString() === 'x') process.exit(3); cb(null, 'ok'); };");
    // when
    var exited = release.invoke("exit", null, "x");
    var next = release.invoke("exit", null, "y");
    // then
    assertThat(exited.getHeader("X-Fc-Error-Type")).isEqualTo("UnhandledInvocationError");
    assertThat(Release.text(exited)).contains("Process exited unexpectedly");
    assertThat(Release.text(next)).isEqualTo("ok");
  }

  @Test
  void refusesUnknownLogTypes() {
    release.node("echo", ECHO);
    Refused.with(
        400,
        "InvalidArgument",
        "LogType is set to an invalid value (allowed: Tail | None, actual: 'Invalid')",
        () -> release.invoke(release.call("echo", null, "").setLogType("Invalid")));
    Refused.with(
        400,
        "InvalidArgument",
        "LogType is set to an invalid value (allowed: None, actual: 'Tail')",
        () ->
            release.invoke(
                release.call("echo", null, "").setInvocationType("Async").setLogType("Tail")));
  }

  @Test
  void saysWhatItDoesNotFind() {
    Refused.with(
        404,
        "FunctionNotFound",
        "function 'none' does not exist in service '" + release.service() + "'",
        () -> release.invoke("none", null, ""));
    release.node("echo", ECHO);
    Refused.with(
        404,
        "AliasNotFound",
        "alias 'PROD' of service '" + release.service() + "' does not exist",
        () -> release.invoke("echo", "PROD", ""));
    Refused.with(
        404,
        "VersionNotFound",
        "version '3' of service '" + release.service() + "' does not exist",
        () -> release.invoke("echo", "3", ""));
  }

  @Test
  void saysWhichRuntimeIsMissing() {
    release.function("php", "php7.2", CodeZip.node("<?php"));
    var refusal =
        org.assertj.core.api.Assertions.catchThrowableOfType(
            com.aliyuncs.fc.exceptions.ClientException.class,
            () -> release.invoke("php", null, ""));
    assertThat(refusal.getErrorMessage()).contains("php7.2");
  }
}
