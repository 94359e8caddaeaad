// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafunc.httpapi.testing.RawHttp;
import io.kafunc.httpapi.testing.RawHttp.Answer;
import io.kafunc.httpapi.testing.TestServer;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes back over a real connection, for good requests and for bad ones. */
class WireTest {

  private static final String UUID_7 =
      "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";

  private static TestServer server;
  private static RawHttp http;

  @BeforeAll
  static void start() {
    server = TestServer.start(Map.of("kafunc.http.stall-timeout", "1s"));
    http = server.http();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void answersWithIdDateRevisionAndGoSpelling() throws IOException {
    Answer answer = http.send("GET", "/2016-08-15/services/a", null);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo("{\"name\":\"a\",\"list\":[],\"createdTime\":\"2020-04-23T06:32:43Z\"}");
    assertThat(answer.requestId()).matches(UUID_7);
    assertThat(answer.headers())
        .containsEntry("Etag", "7")
        .containsEntry("Content-Type", "application/json")
        .containsKeys("Date", "Content-Length");
  }

  @Test
  void answersWhateverTheOriginIs() throws IOException {
    for (var origin : new String[] {"null", "https://elsewhere.example.com"}) {
      assertThat(http.send("GET", "/2016-08-15/services/a", null, "Origin: " + origin).status())
          .isEqualTo(200);
    }
  }

  @Test
  void answersARefusalInFcsShape() throws IOException {
    Answer answer = http.send("GET", "/2016-08-15/missing/x", null);

    assertRefused(answer, 404, "ServiceNotFound", "service 'x' does not exist");
  }

  @Test
  void answersARefusalThatComesLaterInFcsShape() throws IOException {
    Answer answer = http.send("GET", "/2016-08-15/missing-later/x", null);

    assertRefused(answer, 404, "ServiceNotFound", "service 'x' does not exist");
  }

  @Test
  void tellsNothingOfAnUnexpectedFault() throws IOException {
    Answer answer = http.send("GET", "/2016-08-15/broken", null, "Accept: text/html");

    assertRefused(
        answer, 500, "InternalServerError", "an internal error has occurred. Please retry.");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /2016-08-15/nothing",
    "PATCH, /2016-08-15/services/a",
    "GET, /favicon.ico",
    "FROB, /2016-08-15/services/a",
    "OPTIONS, /2016-08-15/services/a",
  })
  void refusesUnknownPathsAndMethods(String method, String path) throws IOException {
    Answer answer = http.send(method, path, null, "Accept: text/html,application/xhtml+xml");

    assertRefused(
        answer,
        400,
        "PathNotSupported",
        "'" + method + "' against '" + path + "' is not supported");
  }

  @Test
  void knowsNoHeadThoughThereIsAGet() throws IOException {
    Answer answer = http.send("HEAD", "/2016-08-15/services/a", null);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers().get("X-Fc-Request-Id")).hasSize(36);
  }

  @Test
  void negotiatesNoContentTypes() throws IOException {
    assertThat(http.send("GET", "/2016-08-15/services/a", null, "Accept: text/xml").status())
        .isEqualTo(200);
  }

  @Test
  void refusesABodyThatARouteDoesNotTake() throws IOException {
    Answer answer =
        http.send("POST", "/2016-08-15/bound/services", "<a/>", "Content-Type: text/xml");

    assertRefused(
        answer,
        415,
        "UnsupportedMediaType",
        "content type 'text/xml' is not supported (allowed: application/json)");
  }

  @Test
  void leavesNoContentTypeOnEmptyAnswers() throws IOException {
    Answer deleted = http.send("DELETE", "/2016-08-15/services/a", "{\"a\":1}");
    Answer accepted =
        http.send(
            "POST",
            "/2016-08-15/services/a/functions/f/invocations",
            "x",
            "X-Fc-Invocation-Type: Async");

    assertThat(deleted.status()).isEqualTo(204);
    assertThat(deleted.headers()).doesNotContainKey("Content-Type");
    assertThat(accepted.status()).isEqualTo(202);
    assertThat(accepted.headers()).doesNotContainKey("Content-Type");
    assertThat(accepted.requestId()).isEqualTo("0198f1f4-0000-8000-8000-000000000001");
  }

  @Test
  void passesACallsBodyAndTypeAsTheyCame() throws IOException {
    Answer answer =
        http.send(
            "POST",
            "/2016-08-15/services/a/functions/f/invocations",
            "{\"no\": json",
            "Content-Type: application/json",
            "Content-Encoding: gzip");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers()).containsEntry("Content-Type", "application/octet-stream");
    assertThat(answer.body()).isEqualTo("{\"no\": json");
  }

  @Test
  void takesAPostWithoutLengthOrType() throws IOException {
    Answer answer = http.send("POST", "/2016-08-15/services/a/functions/f/invocations", null);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void comparesIfMatchWithTheRevision() throws IOException {
    assertThat(http.send("PUT", "/2016-08-15/services/a", "{}", "If-Match: 7").status())
        .isEqualTo(200);
    assertRefused(
        http.send("PUT", "/2016-08-15/services/a", "{}", "If-Match: 6"),
        412,
        "PreconditionFailed",
        "the resource being modified has been changed");
    assertRefused(
        http.send("PUT", "/2016-08-15/services/a", "{}", "If-Match: \"7x\""),
        412,
        "PreconditionFailed",
        "the resource being modified has been changed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"?limit=0", "?limit=101", "?limit=-1", "?limit=abc", "?limit=99999999999"})
  void refusesPagesOfNoSize(String query) throws IOException {
    Answer answer = http.send("GET", "/2016-08-15/page" + query, null);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("\"ErrorCode\":\"InvalidArgument\"").contains("limit");
  }

  @Test
  void refusesAQueryOfAWrongType() throws IOException {
    Answer answer = http.send("GET", "/2016-08-15/typed?count=many", null);

    assertRefused(
        answer,
        400,
        "InvalidArgument",
        "count is set to an invalid value (allowed: int, actual: 'many')");
  }

  @Test
  void refusesAMissingQueryValue() throws IOException {
    assertRefused(
        http.send("GET", "/2016-08-15/typed", null),
        400,
        "InvalidArgument",
        "count is required but not set");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/2016-08-15/services/a%00b",
        "/2016-08-15/services/a%zz",
        "/2016-08-15/services/a%",
        "/2016-08-15/services/a%f",
        "/2016-08-15/services/%ff%fe",
        "/2016-08-15/services/../../etc/passwd",
        "/2016-08-15/services/%2e%2E/x",
        "/2016-08-15/services/a#b",
        "services",
        "*",
        "ftp://x/y",
        "//",
        "//services",
      })
  void refusesPathsThatMeanNothing(String path) throws IOException {
    Answer answer = http.send("GET", path, null);

    assertRefused(answer, 400, "InvalidArgument", "request path is malformed");
  }

  @Test
  void decodesAnEncodedSlashIntoTheNameAndRefusesTheName() throws IOException {
    Answer answer = http.send("GET", "/2016-08-15/services/a%2Fb", null);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("InvalidArgument").contains("serviceName");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/2016-08-15/services/a|b",
        "/2016-08-15/services/{a}",
        "/2016-08-15/services/\u00e9"
      })
  void refusesNamesOfOddCharactersByTheNameRule(String path) throws IOException {
    Answer answer = http.send("GET", path, null);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("InvalidArgument");
  }

  @Test
  void takesAnAbsoluteTarget() throws IOException {
    assertThat(http.send("GET", "http://localhost/2016-08-15/services/a", null).status())
        .isEqualTo(200);
  }

  @Test
  void leavesDotsInAFunctionsOwnPath() throws IOException {
    Answer answer = http.send("GET", "/2016-08-15/proxy/s/f/a/../b", null);

    assertThat(answer.status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1 extra\r\n\r\n",
        "rubbish\r\n\r\n",
        "GET /a\u0000b HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /2016-08-15/services/a HTTP/1.1\r\nHost: a\r\nBad Header: x\r\n\r\n",
        "GET /2016-08-15/services/a HTTP/1.1\r\nNoColon\r\n\r\n",
        "GET /2016-08-15/services/a HTTP/9.x\r\n\r\n",
        "POST /2016-08-15/services HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "POST /2016-08-15/services HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\nab",
        "POST /2016-08-15/services HTTP/1.1\r\nHost: a\r\nContent-Length: many\r\n\r\nab",
        "\u0016\u0003\u0001\u0002\r\n\r\n",
      })
  void answersWhatIsNoHttp(String request) throws IOException {
    Answer answer = http.raw(request);

    assertWellFormed(answer);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("\"ErrorCode\":\"InvalidArgument\"");
  }

  @Test
  void refusesTooLongALineAndTooManyHeaders() throws IOException {
    Answer line = http.send("GET", "/" + "a".repeat(20_000), null);
    Answer header = http.send("GET", "/2016-08-15/services/a", null, "X-A: " + "a".repeat(40_000));

    assertRefused(line, 400, "InvalidArgument", "request line is too long");
    assertRefused(header, 400, "InvalidArgument", "request headers are too large");
  }

  private static void assertRefused(Answer answer, int status, String code, String message) {
    assertWellFormed(answer);
    assertThat(answer.body())
        .isEqualTo("{\"ErrorCode\":\"" + code + "\",\"ErrorMessage\":\"" + message + "\"}");
    assertThat(answer.status()).isEqualTo(status);
  }

  private static void assertWellFormed(Answer answer) {
    assertThat(answer.requestId()).matches(UUID_7);
    assertThat(answer.headers())
        .containsEntry("Content-Type", "application/json")
        .containsKey("Date");
    assertThat(answer.body())
        .startsWith("{\"ErrorCode\":\"")
        .contains("\",\"ErrorMessage\":\"")
        .endsWith("\"}");
  }
}
