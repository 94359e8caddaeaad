// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi.signature;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafunc.httpapi.testing.RawHttp;
import io.kafunc.httpapi.testing.RawHttp.Answer;
import io.kafunc.httpapi.testing.TestServer;
import io.micronaut.context.annotation.Primary;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets in, over a real connection; the signatures are literals made with openssl. */
class AuthenticationTest {

  private static final String DATE = "Thu, 23 Apr 2020 06:32:43 GMT";
  private static final String GET_CALLER = "vgtKSyPdoqDRbpCUHbLv5k0/XpLTRt5XTdmpvZYThvE=";

  private static TestServer server;
  private static RawHttp http;

  /** Stands where the vectors' date is, and can be moved. */
  @Singleton
  @Primary
  @Requires(property = "test.fixed-clock")
  static final class MovableClock extends Clock {

    volatile Instant now = Instant.parse("2020-04-23T06:32:43Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }
  }

  @BeforeAll
  static void start() {
    server = TestServer.start(Map.of("test.fixed-clock", "true"));
    http = server.http();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void letsASignedCallerIn() throws IOException {
    Answer answer = get("/2016-08-15/caller", "Authorization: FC KFtestkey:" + GET_CALLER);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body())
        .contains("\"account\":\"1000000000000000\"")
        .contains("\"key\":\"KFtestkey\"")
        .contains("\"id\":\"" + answer.requestId() + "\"");
  }

  @Test
  void letsBasicInWithoutDate() throws IOException {
    Answer answer =
        http.raw(
            "GET /2016-08-15/caller HTTP/1.1\r\nHost: a\r\nAuthorization: "
                + RawHttp.basic()
                + "\r\n\r\n");

    assertThat(answer.status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400|MissingRequiredHeader|required HTTP header Authorization was not specified|X-A: b",
        "403|SignatureNotMatch|Check your access key|Authorization: FC KFtestkey:AgtKSyPdoqDRbpCUHbLv5k0/XpLTRt5XTdmpvZYThvE=",
        "403|SignatureNotMatch|Check your access key|Authorization: FC KFtestkey:",
        "403|InvalidAccessKeyID|invalid access key ID 'nobody'|Authorization: FC nobody:x",
        "403|InvalidAccessKeyID|invalid access key ID ''|Authorization: FC :x",
        "400|InvalidArgument|Authorization is set|Authorization: FC KFtestkey",
        "400|InvalidArgument|Authorization is set|Authorization: Bearer x:y",
        "400|InvalidArgument|Authorization is set|Authorization: Basic %%%",
        "400|InvalidArgument|Authorization is set|Authorization: Basic bm9jb2xvbg==",
        "403|InvalidAccessKeyID|invalid access key ID 'nobody'|Authorization: Basic bm9ib2R5Ong=",
        "403|SignatureNotMatch|Check your access key|Authorization: Basic S0Z0ZXN0a2V5Ondyb25n",
      })
  void refusesWhoCannotProveIt(int status, String code, String text, String header)
      throws IOException {
    Answer answer = get("/2016-08-15/caller", header);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body()).contains("\"ErrorCode\":\"" + code + "\"").contains(text);
    assertThat(answer.requestId()).hasSize(36);
  }

  @Test
  void asksForADate() throws IOException {
    Answer answer =
        http.raw(
            "GET /2016-08-15/caller HTTP/1.1\r\nHost: a\r\nAuthorization: FC KFtestkey:x\r\n\r\n");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body())
        .isEqualTo(
            "{\"ErrorCode\":\"MissingRequiredHeader\",\"ErrorMessage\":"
                + "\"required HTTP header Date was not specified\"}");
  }

  @Test
  void refusesADateThatIsNone() throws IOException {
    Answer answer =
        http.raw(
            "GET /2016-08-15/caller HTTP/1.1\r\nHost: a\r\nDate: now\r\n"
                + "Authorization: FC KFtestkey:x\r\n\r\n");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("InvalidArgument").contains("'now'");
  }

  @Test
  void refusesRequestsFromAnotherTime() throws IOException {
    MovableClock clock = server.bean(MovableClock.class);
    Instant signed = clock.now;
    try {
      clock.now = signed.plus(Duration.ofMinutes(15));
      assertThat(getSigned().status()).isEqualTo(200);

      clock.now = signed.plus(Duration.ofMinutes(15)).plusSeconds(1);
      assertThat(getSigned().status()).isEqualTo(403);
      assertThat(getSigned().body()).contains("\"ErrorCode\":\"RequestTimeTooSkewed\"");

      clock.now = signed.minus(Duration.ofMinutes(16));
      assertThat(getSigned().status()).isEqualTo(403);
    } finally {
      clock.now = signed;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: 42.cn-hangzhou.fc.aliyuncs.com",
        "Host: 42.cn-hangzhou-internal.fc.aliyuncs.com:8080",
        "X-Fc-Account-Id: 42",
      })
  void refusesAnotherAccount(String header) throws IOException {
    Answer answer =
        http.raw(
            "GET /2016-08-15/caller HTTP/1.1\r\n"
                + header
                + "\r\nAuthorization: "
                + RawHttp.basic()
                + "\r\n\r\n");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body())
        .isEqualTo(
            "{\"ErrorCode\":\"AccessDenied\",\"ErrorMessage\":"
                + "\"the access key does not belong to account '42'\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: 1000000000000000.local.fc.aliyuncs.com",
        "Host: 127.0.0.1:8080",
        "X-Fc-Account-Id:",
        "X-Fc-Account-Id: 1000000000000000",
      })
  void takesItsOwnAccountOrNone(String header) throws IOException {
    Answer answer =
        http.raw(
            "GET /2016-08-15/caller HTTP/1.1\r\n"
                + header
                + "\r\nAuthorization: "
                + RawHttp.basic()
                + "\r\n\r\n");

    assertThat(answer.status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "xyz|P/S3q4AQfG6gFGW5+CqUJVQS8hOQDvjwpid10aNcDLA=",
        "xyz=|P/S3q4AQfG6gFGW5+CqUJVQS8hOQDvjwpid10aNcDLA=",
        "xyz|F8DJmdLLQRKNVABvDMfMwT5TabZrYf35jUnmmyJ0mgA=",
        "xyz=|F8DJmdLLQRKNVABvDMfMwT5TabZrYf35jUnmmyJ0mgA="
      })
  void takesAnHttpTriggersQueryHoweverItsEmptyValuesAreSigned(String empty, String signature)
      throws IOException {
    String path = "/2016-08-15/proxy/signed/f/action%20with%20space?key1=x+y&foo=bar&key1=abc&";

    assertThat(get(path + empty, "Authorization: FC KFtestkey:" + signature).status())
        .isEqualTo(200);
    assertThat(get(path + "other", "Authorization: FC KFtestkey:" + signature).body())
        .contains("SignatureNotMatch");
  }

  @Test
  void takesThePathSignedAsItStands() throws IOException {
    Answer answer =
        get(
            "/2016-08-15/missing/a%3Ab",
            "Authorization: FC KFtestkey:ZYXARQZN5MDjF8v5gX320Z6BKk5EaH/pxdkCoHEB2+o=");

    assertThat(answer.status()).isEqualTo(404);
  }

  @Test
  void leavesOpenWhatIsOpen() throws IOException {
    assertThat(get("/2016-08-15/proxy/s/f/x", "X-A: b").status()).isEqualTo(200);
    assertThat(get("/health", "X-A: b").body()).contains("PathNotSupported");
    assertThat(get("/health/liveness", "X-A: b").body()).contains("PathNotSupported");
    assertThat(get("/healthy", "X-A: b").body()).contains("MissingRequiredHeader");
  }

  @Test
  void takesWhatItsOwnClientSigns() {
    SignedHttpClient client = server.bean(SignedHttpClient.class);
    URI endpoint = URI.create("http://127.0.0.1:" + server.port());

    HttpResponse<byte[]> created =
        client
            .exchange(
                endpoint,
                HttpRequest.POST("/2016-08-15/services", "{\"serviceName\":\"s\"}")
                    .header("X-Fc-Trace-Id", "t"))
            .join();
    HttpResponse<byte[]> refused =
        client.exchange(endpoint, HttpRequest.GET("/2016-08-15/missing/a%20b?limit=1")).join();
    HttpResponse<byte[]> deleted =
        client.exchange(endpoint, HttpRequest.DELETE("/2016-08-15/services/s")).join();

    assertThat(created.code()).isEqualTo(200);
    assertThat(refused.code()).isEqualTo(404);
    assertThat(new String(refused.body(), StandardCharsets.UTF_8)).contains("'a b'");
    assertThat(deleted.code()).isEqualTo(204);
  }

  private Answer getSigned() throws IOException {
    return get("/2016-08-15/caller", "Authorization: FC KFtestkey:" + GET_CALLER);
  }

  private static Answer get(String path, String header) throws IOException {
    return http.raw(
        "GET " + path + " HTTP/1.1\r\nHost: a\r\nDate: " + DATE + "\r\n" + header + "\r\n\r\n");
  }
}
