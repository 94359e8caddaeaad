// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyuncs.fc.request.CreateFunctionRequest;
import com.aliyuncs.fc.request.UpdateFunctionRequest;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions that do what they should not: each gets FC's answer, and a neighbour its own. */
@ExtendWith(RunningSuite.class)
class MisbehaviourIT {

  private static final String HANDLER = "exports.handler = (e, c, cb) => ";

  private final Release release;

  MisbehaviourIT(Suite suite) {
    this.release = Release.ofNewService(suite).node("neighbour", HANDLER + "cb(null, 'well');");
  }

  @BeforeEach
  @AfterEach
  void theNeighbourNoticesNothing() {
    assertThat(Release.text(release.invoke("neighbour", null, ""))).isEqualTo("well");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "exports.other = 1;#HandlerNotFound",
        "exports.handler = () => {{{#SyntaxError",
        "require('nothing-of-that-name');#Error",
        "exports.handler = async () => { throw new RangeError('r'); };#RangeError",
        "exports.handler = (e, c, cb) => { const a = {}; a.a = a; cb(null, a); };#TypeError",
        "exports.handler = (e, c, cb) => cb(null, 'z'.repeat(10 << 20));#ResponseSizeTooLarge",
      },
      quoteCharacter = '`')
  void namesTheKindOfTheError(String source, String errorType) {
    release.node("bad", source);
    assertThat(errorOf("bad").get("errorType").asText()).isEqualTo(errorType);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "process.exit(0)",
        "process.kill(process.pid, 'SIGKILL')",
        "{ for (let fd = 3; fd < 64; fd++) try { require('fs').closeSync(fd); } catch (x) {} }",
      })
  void saysThatAProcessIsGone(String body) {
    release.node("gone", HANDLER + body);
    assertThat(errorOf("gone").get("errorMessage").asText())
        .startsWith("Process exited unexpectedly before completing request (duration: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "process.kill(process.pid, 'SIGSTOP')"})
  void endsACallThatNeverAnswers(String body) {
    release.node("never", HANDLER + body);
    release
        .client()
        .updateFunction(new UpdateFunctionRequest(release.service(), "never").setTimeout(1));
    assertThat(errorOf("never").get("errorMessage").asText())
        .startsWith("Function timed out after 1 seconds");
  }

  @Test
  void takesAMegabyteWithoutNewline() {
    release.node(
        "loud", HANDLER + "{ process.stdout.write('y'.repeat(1 << 20)); cb(null, 'ok'); }");
    assertThat(Release.text(release.invoke("loud", null, ""))).isEqualTo("ok");
    assertThat(Release.text(release.invoke("loud", null, ""))).isEqualTo("ok");
  }

  @Test
  void answersOnceWhoeverCallsBackTwice() {
    release.node("twice", HANDLER + "{ cb(null, e); cb(null, 'again'); }");
    assertThat(Release.text(release.invoke("twice", null, "1"))).isEqualTo("1");
    assertThat(Release.text(release.invoke("twice", null, "2"))).isEqualTo("2");
  }

  @Test
  void tellsAFailedInitializer() {
    release
        .client()
        .createFunction(
            new CreateFunctionRequest(release.service())
                .setFunctionName("init")
                .setRuntime("nodejs12")
                .setHandler("index.handler")
                .setInitializer("index.init")
                .setCode(
                    CodeZip.node(
                        HANDLER + "{}; exports.init = (c, cb) => cb(new Error('not today'));")));
    assertThat(errorOf("init").get("errorMessage").asText()).isEqualTo("not today");
    assertThat(errorOf("init").get("errorMessage").asText()).isEqualTo("not today");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "raise ValueError('v')#ValueError",
        "return object()#TypeError",
        "return (#SyntaxError",
      },
      quoteCharacter = '`')
  void namesPythonsErrorsToo(String body, String errorType) {
    release.python("bad", "def handler(event, context):\n  " + body);
    assertThat(errorOf("bad").get("errorType").asText()).isEqualTo(errorType);
  }

  private JsonNode errorOf(String function) {
    var answer = release.invoke(function, null, "x");
    assertThat(answer.getStatus()).isEqualTo(200);
    assertThat(answer.getHeader("X-Fc-Error-Type")).isEqualTo("UnhandledInvocationError");
    return Suite.parse(Release.text(answer));
  }
}
