// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.aliyuncs.fc.model.HttpAuthType;
import com.aliyuncs.fc.model.HttpMethod;
import com.aliyuncs.fc.request.CreateTriggerRequest;
import com.aliyuncs.fc.request.HttpInvokeFunctionRequest;
import com.aliyuncs.fc.request.PutOnDemandConfigRequest;
import com.aliyuncs.fc.request.UpdateFunctionRequest;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions behind HTTP triggers, called as browsers, curl and the vendor's client call them. */
@ExtendWith(RunningSuite.class)
class HttpTriggersIT {

  private static final List<String> ALL =
      List.of("GET", "POST", "PUT", "DELETE", "HEAD", "PATCH", "OPTIONS");

  private static final String ABOUT =
      """
      exports.handler = (req, resp, context) => {
        resp.setStatusCode(201);
        resp.setHeader('Content-Type', 'text/x-odd; a=b');
        resp.setHeader('Set-Cookie', ['a=1', 'b=2']);
        resp.setHeader('Connection', 'close');
        resp.setHeader('X-Fc-Request-Id', 'mine');
        resp.setHeader('Server', 'mine');
        console.log('asked');
        const { method, path, url, queries, headers } = req;
        resp.send(JSON.stringify({ method, path, url, queries, odd: headers['x-odd'], fc: headers['x-fc-odd'] }));
      };
      """;

  private static final String PARROT = "exports.handler = (req, resp) => resp.send(req);";

  private final Suite suite;
  private final Release release;

  HttpTriggersIT(Suite suite) {
    this.suite = suite;
    this.release = Release.ofNewService(suite);
  }

  @Test
  void answersWhatTheFunctionAnswersAndKeepsARecord() {
    // given
    release.node("web", ABOUT);
    trigger("web", "anonymous", null, ALL);
    // when
    var answer =
        call("PUT", "web", "/a%20b/c?x=1&x=2&y=a%2Bb", "X-Odd: one\nX-Odd: two\nX-Fc-Odd: x");
    // then
    assertThat(answer.status()).isEqualTo(201);
    assertThat(Suite.parse(answer.text()))
        .isEqualTo(
            Suite.parse(
                """
                {"method":"PUT","path":"/a b/c","url":"%s/a%%20b/c?x=1&x=2&y=a%%2Bb",
                 "queries":{"x":["1","2"],"y":"a+b"},"odd":"one, two"}
                """
                    .formatted(path("web", null))));
    assertThat(answer.header("Content-Type")).isEqualTo("text/x-odd; a=b");
    assertThat(answer.headers().get("Set-Cookie")).containsExactly("a=1", "b=2");
    assertThat(answer.header("X-Fc-Request-Id")).hasSize(36);
    assertThat(answer.header("X-Fc-Invocation-Service-Version")).isEqualTo("LATEST");
    assertThat(answer.header("X-Fc-Invocation-Duration")).matches("\\d+");
    assertThat(answer.header("X-Fc-Error-Type")).isNull();
    assertThat(answer.header("Server")).isNotEqualTo("mine");
    assertThat(answer.header("Content-Disposition")).isNull();
    var record = "/kafunc/invocations/" + answer.header("X-Fc-Request-Id");
    await().atMost(Duration.ofSeconds(60)).until(() -> suite.get(record).statusCode() == 200);
    assertThat(suite.json(record).get("triggerType").asText()).isEqualTo("http");
    assertThat(suite.json(record).get("triggerName").asText()).isEqualTo("web");
  }

  @Test
  void runsPythonsWsgiHandlers() {
    // given
    release.python(
        "py",
        """
        def handler(environ, start_response):
            body = environ['wsgi.input'].read()
            start_response('202 Accepted', [('Content-Type', 'text/plain'), ('X-Path', environ['PATH_INFO'])])
            return [environ['REQUEST_METHOD'].encode(), b' ', environ['QUERY_STRING'].encode(), b' ', body]
        """);
    trigger("py", "anonymous", null, ALL);
    // when
    var answer =
        Wire.exchange(
            suite.endpoint(), head("POST", path("py", null) + "/x?q=1"), "Grüße".getBytes());
    // then
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.header("X-Path")).isEqualTo("/x");
    assertThat(answer.text()).isEqualTo("POST q=1 Grüße");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST", "PUT", "DELETE", "HEAD", "PATCH", "OPTIONS"})
  void takesEachMethodThatTheTriggerNames(String method) {
    // given
    release.node("web", ABOUT);
    trigger("web", "anonymous", null, List.of(method));
    // when
    var named = call(method, "web", "/", "X-A: b");
    var other = call(method.equals("GET") ? "POST" : "GET", "web", "/", "X-A: b");
    // then
    assertThat(named.status()).isEqualTo(201);
    assertThat(named.body().length > 0).isEqualTo(!method.equals("HEAD"));
    assertThat(named.header("Content-Length")).isNotEqualTo("0");
    assertThat(other.status()).isEqualTo(405);
    assertThat(other.header("Allow")).isEqualTo(method);
    assertThat(Suite.parse(other.text()).get("ErrorCode").asText()).isEqualTo("MethodNotAllowed");
  }

  @Test
  void asksForASignatureWhereTheTriggerDoes() {
    // given
    release.node(
        "web", "exports.handler = (req, resp) => resp.send(String(req.headers.authorization));");
    trigger("web", "function", null, ALL);
    var signed =
        new HttpInvokeFunctionRequest(
            release.service(), "web", HttpAuthType.FUNCTION, HttpMethod.GET, "/action");
    signed.addQuery("key2", "a b");
    signed.addQuery("key1", "z");
    var curl = suite.request(path("web", null) + "/?a=1").GET();
    // when
    var bySdk = release.client().invokeFunction(signed);
    var byCurl = suite.send(curl);
    var byNobody = call("GET", "web", "/", "X-A: b");
    // then
    assertThat(Release.text(bySdk)).isEqualTo("undefined");
    assertThat(byCurl.statusCode()).isEqualTo(200);
    assertThat(byNobody.status()).isEqualTo(400);
    assertThat(Suite.parse(byNobody.text()).get("ErrorCode").asText())
        .isEqualTo("MissingRequiredHeader");
  }

  @Test
  void refusesAForgedSignature() {
    release.node("web", ABOUT);
    trigger("web", "function", null, ALL);
    var forged =
        call(
            "GET",
            "web",
            "/",
            "Date: Thu, 23 Apr 2020 06:32:43 GMT\nAuthorization: FC "
                + suite.accessKeyId()
                + ":AAAA");
    assertThat(forged.status()).isEqualTo(403);
  }

  @Test
  void streamsBothWays() {
    // given
    release.node("parrot", PARROT);
    trigger("parrot", "anonymous", null, ALL);
    try (var wire = Wire.to(suite.endpoint())) {
      // when
      wire.send(head("POST", path("parrot", null) + "/") + "\nTransfer-Encoding: chunked\n\n");
      wire.chunk("one");
      var head = wire.head();
      var first = wire.piece();
      wire.chunk("two");
      var second = wire.piece();
      wire.chunk("");
      // then
      assertThat(head.status()).isEqualTo(200);
      assertThat(first).isEqualTo("one");
      assertThat(second).isEqualTo("two");
      assertThat(wire.piece()).isEmpty();
    }
  }

  @Test
  void carriesSixMegabytesOfAnythingBothWaysAndNotAByteMore() {
    // given
    release.node(
        "echo",
        "exports.handler = (req, resp) => require('raw-body')(req, (error, body) => resp.send(body));");
    trigger("echo", "anonymous", null, ALL);
    var largest = new byte[6 * 1024 * 1024];
    new Random(5).nextBytes(largest);
    // when
    var answer = Wire.exchange(suite.endpoint(), head("POST", path("echo", null)), largest);
    var refused =
        Wire.exchange(
            suite.endpoint(), head("POST", path("echo", null)), new byte[largest.length + 1]);
    // then
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(largest);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(Suite.parse(refused.text()).get("ErrorCode").asText()).isEqualTo("InvalidArgument");
  }

  @Test
  void tellsTheFunctionsFaultsByABadGatewayAndItsError() {
    // given
    release.node(
        "bad",
        """
        exports.handler = (req, resp) => {
          if (req.path === '/throw') throw new TypeError('oops');
          if (req.path === '/exit') process.exit(3);
          if (req.path === '/status') { resp.setStatusCode(42); resp.send(''); }
          if (req.path === '/headers') { resp.setHeader('X-A', 'x'.repeat(9000)); resp.send(''); }
          if (req.path === '/split') { resp.setHeader('X-A', 'x\\r\\nX-B: y'); resp.send(''); }
        };
        """);
    trigger("bad", "anonymous", null, ALL);
    release
        .client()
        .updateFunction(new UpdateFunctionRequest(release.service(), "bad").setTimeout(1));
    settle();
    // when
    var thrown = call("GET", "bad", "/throw", "X-A: b");
    var exited = call("GET", "bad", "/exit", "X-A: b");
    var silent = call("GET", "bad", "/silent", "X-A: b");
    // then
    assertThat(thrown.status()).isEqualTo(502);
    assertThat(thrown.header("X-Fc-Error-Type")).isEqualTo("UnhandledInvocationError");
    assertThat(Suite.parse(thrown.text()).get("errorMessage").asText()).isEqualTo("oops");
    assertThat(exited.status()).isEqualTo(502);
    assertThat(exited.text()).contains("Process exited unexpectedly before completing request");
    assertThat(silent.status()).isEqualTo(502);
    assertThat(silent.text()).contains("Function timed out after 1 seconds");
    for (var path : List.of("/status", "/headers", "/split")) {
      var answer = call("GET", "bad", path, "X-A: b");
      assertThat(answer.status()).as(path).isEqualTo(502);
      assertThat(Suite.parse(answer.text()).get("ErrorCode").asText()).isEqualTo("BadResponse");
    }
  }

  @Test
  void anAnswerThatBreaksOffIsNoWholeOne() {
    // given
    release.node(
        "half",
        """
        exports.handler = (req, resp) => {
          const body = new (require('stream').Readable)({ read() {} });
          resp.send(body);
          body.push('half');
          setTimeout(() => body.destroy(new Error('broken')), 50);
        };
        """);
    trigger("half", "anonymous", null, ALL);
    // when
    var cut =
        catchThrowableOfType(UncheckedIOException.class, () -> call("GET", "half", "/", "X-A: b"));
    // then
    assertThat(cut).hasMessageContaining("the connection ended");
  }

  @Test
  void saysWhatItDoesNotFind() {
    release.node("plain", ABOUT);
    assertThat(error(call("GET", "none", "/", "X-A: b"))).isEqualTo("404 FunctionNotFound");
    assertThat(error(call("GET", "plain", "/", "X-A: b"))).isEqualTo("404 TriggerNotFound");
    assertThat(error(Wire.exchange(suite.endpoint(), head("GET", "/2016-08-15/proxy/no-such/f/"))))
        .isEqualTo("404 ServiceNotFound");
    assertThat(error(Wire.exchange(suite.endpoint(), head("GET", "/2016-08-15/proxy/s//"))))
        .isEqualTo("400 InvalidArgument");
  }

  @Test
  void drawsTheVersionsOfAnAlias() {
    // given
    release.node("web", ABOUT);
    release.publish();
    release.code("web", CodeZip.node(ABOUT + "// again"));
    release.publish();
    release.alias("PROD", "1", Map.of("2", 0.5f));
    trigger("web", "anonymous", "PROD", ALL);
    settle();
    // when
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < 40; i++) {
      var answer = Wire.exchange(suite.endpoint(), head("GET", path("web", "PROD") + "/"));
      seen.merge(answer.header("X-Fc-Invocation-Service-Version"), 1, Integer::sum);
    }
    // then
    assertThat(seen).containsOnlyKeys("1", "2");
    assertThat(error(call("GET", "web", "/", "X-A: b"))).isEqualTo("404 TriggerNotFound");
  }

  @Test
  void letsPagesOfOtherSitesCall() {
    // given
    release.node("web", ABOUT);
    trigger("web", "function", null, List.of("GET", "PUT"));
    // when
    var leave =
        call(
            "OPTIONS",
            "web",
            "/",
            "Origin: http://shop.example\nAccess-Control-Request-Method: PUT\nAccess-Control-Request-Headers: x-odd");
    // then
    assertThat(leave.status()).isEqualTo(204);
    assertThat(leave.header("Access-Control-Allow-Origin")).isEqualTo("http://shop.example");
    assertThat(leave.header("Access-Control-Allow-Methods")).isEqualTo("GET,PUT");
    assertThat(leave.header("Access-Control-Allow-Headers")).isEqualTo("x-odd");
    assertThat(call("OPTIONS", "web", "/", "Origin: http://shop.example").status()).isEqualTo(405);
  }

  @Test
  void refusesWhatItDoesNotSpeak() {
    release.node("web", ABOUT);
    trigger("web", "anonymous", null, ALL);
    var socket =
        call(
            "GET",
            "web",
            "/",
            "Upgrade: websocket\nSec-WebSocket-Key: x\nSec-WebSocket-Version: 13");
    assertThat(error(socket)).isEqualTo("400 InvalidArgument");
    assertThat(socket.text()).contains("WebSocket");
  }

  @Test
  void answersAtOnceAndCallsLaterWhenAskedTo() {
    // given
    release.node("web", "exports.handler = (req, resp) => resp.send(`${req.method} ${req.path}`);");
    trigger("web", "anonymous", null, ALL);
    // when
    var accepted = call("DELETE", "web", "/later", "X-Fc-Invocation-Type: Async");
    // then
    assertThat(accepted.status()).isEqualTo(202);
    assertThat(accepted.text()).isEmpty();
    var record = "/kafunc/invocations/" + accepted.header("X-Fc-Request-Id");
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> suite.json(record).path("status").asText().equals("Succeeded"));
    assertThat(suite.json(record).get("triggerType").asText()).isEqualTo("http");
    assertThat(suite.json(record).get("invocationType").asText()).isEqualTo("Async");
    assertThat(suite.get(record + "/result").body()).isEqualTo("DELETE /later");
  }

  @Test
  void onTheVendorsHostAnswersAreOnlyForSaving() {
    release.node("web", ABOUT);
    trigger("web", "anonymous", null, ALL);
    var answer =
        Wire.exchange(
            suite.endpoint(),
            "GET %s/ HTTP/1.1\nHost: %s.local.fc.aliyuncs.com"
                .formatted(path("web", null), suite.accountId()));
    assertThat(answer.header("Content-Disposition")).isEqualTo("attachment");
  }

  @Test
  void aClientThatGoesOrDawdlesHoldsNobodyUp() {
    // given: one instance at most, which answers more than sockets hold
    release.node(
        "big",
        """
        exports.handler = (req, resp) => {
          if (req.path === '/count') return resp.send(String(global.calls));
          global.calls = (global.calls || 0) + 1;
          const piece = Buffer.alloc(1 << 16);
          let left = 90;
          resp.send(new (require('stream').Readable)({ read() { this.push(left-- > 0 ? piece : null); } }));
        };
        """);
    trigger("big", "anonymous", null, ALL);
    release
        .client()
        .putOnDemandConfig(new PutOnDemandConfigRequest(release.service(), "LATEST", "big", 1));
    settle();
    // when: one reads nothing of its answer, one leaves, one leaves amidst its request
    try (var dawdles = Wire.to(suite.endpoint())) {
      dawdles.send(head("GET", path("big", null) + "/") + "\n\n");
      assertThat(dawdles.head().status()).isEqualTo(200);
      await().until(() -> call("GET", "big", "/count", "X-A: b").status() == 200);
      try (var leaves = Wire.to(suite.endpoint())) {
        leaves.send(head("GET", path("big", null) + "/") + "\n\n");
        assertThat(leaves.head().status()).isEqualTo(200);
      }
      await().until(() -> call("GET", "big", "/count", "X-A: b").status() == 200);
      try (var leaves = Wire.to(suite.endpoint())) {
        leaves.send(head("POST", path("big", null) + "/") + "\nContent-Length: 1000\n\nhalf");
        assertThat(leaves.head().status()).isEqualTo(200);
      }
      // then
      await()
          .untilAsserted(
              () -> assertThat(call("GET", "big", "/count", "X-A: b").text()).isEqualTo("3"));
    }
  }

  @Test
  void eventsAndRequestsReachTheSameHandlerInTheirOwnForms() {
    release.node(
        "both",
        "exports.handler = (a, b, c) => typeof c === 'function' ? c(null, 'event') : b.send('request');");
    trigger("both", "anonymous", null, ALL);
    assertThat(call("GET", "both", "/", "X-A: b").text()).isEqualTo("request");
    assertThat(Release.text(release.invoke("both", null, ""))).isEqualTo("event");
  }

  @Test
  void refusesTheVendorsClientAsItRefusesOthers() {
    release.node("web", ABOUT);
    trigger("web", "function", null, List.of("GET"));
    var put =
        new HttpInvokeFunctionRequest(
            release.service(), "web", HttpAuthType.FUNCTION, HttpMethod.PUT, "/");
    assertThat(release.client().invokeFunction(put).getStatus()).isEqualTo(405);
  }

  private void trigger(String function, String authType, String qualifier, List<String> methods) {
    var create = new CreateTriggerRequest(release.service(), function);
    create.setTriggerName("web");
    create.setTriggerType("http");
    create.setQualifier(qualifier);
    create.setTriggerConfig(Map.of("authType", authType, "methods", methods));
    var created = release.client().createTrigger(create);
    assertThat(created.getHeader("Warning")).isNull();
  }

  private Wire.Answer call(String method, String function, String path, String headers) {
    return Wire.exchange(
        suite.endpoint(), head(method, path(function, null) + path) + "\n" + headers);
  }

  private String path(String function, String qualifier) {
    return "/2016-08-15/proxy/%s%s/%s"
        .formatted(release.service(), qualifier == null ? "" : "." + qualifier, function);
  }

  private String head(String method, String target) {
    return "%s %s HTTP/1.1\nHost: %s".formatted(method, target, suite.endpoint().getAuthority());
  }

  private static String error(Wire.Answer answer) {
    return answer.status() + " " + Suite.parse(answer.text()).get("ErrorCode").asText();
  }

  /** Changes of what is known already are seen a moment later. */
  private void settle() {
    long from = System.nanoTime();
    await()
        .pollInterval(Duration.ofMillis(10))
        .until(() -> System.nanoTime() - from >= suite.settled().toNanos());
  }
}
