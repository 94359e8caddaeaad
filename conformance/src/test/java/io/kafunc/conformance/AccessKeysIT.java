// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyuncs.fc.client.FunctionComputeClient;
import com.aliyuncs.fc.request.ListServicesRequest;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may call, and what the others are told. */
@ExtendWith(RunningSuite.class)
class AccessKeysIT {

  private static final String NO_MATCH =
      "The request signature we calculated does not match the signature you provided. Check your"
          + " access key and signing method";

  private final Suite suite;

  AccessKeysIT(Suite suite) {
    this.suite = suite;
  }

  @Test
  void refusesASignatureMadeWithAnotherSecret() {
    var client = client(suite.accessKeyId(), "guessed");
    Refused.with(
        403, "SignatureNotMatch", NO_MATCH, () -> client.listServices(new ListServicesRequest()));
  }

  @Test
  void refusesAKeyItDoesNotKnow() {
    var client = client("nobody", "guessed");
    Refused.with(
        403,
        "InvalidAccessKeyID",
        "invalid access key ID 'nobody'",
        () -> client.listServices(new ListServicesRequest()));
  }

  @Test
  void refusesACallOfAFunctionAlike() {
    var request =
        HttpRequest.newBuilder(
                suite.endpoint().resolve("/2016-08-15/services/none/functions/none/invocations"))
            .header("Authorization", "FC nobody:AAAA")
            .header("Date", date(ZonedDateTime.now(ZoneOffset.UTC)))
            .POST(HttpRequest.BodyPublishers.noBody());
    PlainRefused.with(
        403, "InvalidAccessKeyID", "invalid access key ID 'nobody'", suite.send(request));
  }

  @Test
  void wantsToKnowWhoCalls() {
    var request = HttpRequest.newBuilder(suite.endpoint().resolve("/2016-08-15/services")).GET();
    PlainRefused.with(
        400,
        "MissingRequiredHeader",
        "required HTTP header Authorization was not specified",
        suite.send(request));
  }

  @Test
  void wantsToKnowWhenItWasSigned() {
    PlainRefused.with(
        400,
        "MissingRequiredHeader",
        "required HTTP header Date was not specified",
        as("FC " + suite.accessKeyId() + ":AAAA", null));
  }

  @Test
  void refusesWhatWasSignedLongAgo() {
    var longAgo = date(ZonedDateTime.now(ZoneOffset.UTC).minusHours(1));
    PlainRefused.by(
        403, "RequestTimeTooSkewed", as("FC " + suite.accessKeyId() + ":AAAA", longAgo));
    PlainRefused.by(400, "InvalidArgument", as("FC " + suite.accessKeyId() + ":A", "yesterday"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"FC", "FC x", "Basic", "Basic !!", "Bearer x", "acs k:x"})
  void saysHowToSayWhoCalls(String authorization) {
    PlainRefused.with(
        400,
        "InvalidArgument",
        "Authorization is set to an invalid value (allowed: FC <accessKeyId>:<signature> | Basic"
            + " <base64>)",
        as(authorization, date(ZonedDateTime.now(ZoneOffset.UTC))));
  }

  @Test
  void takesThePairForHttpBasicToo() {
    assertThat(suite.get("/2016-08-15/services").statusCode()).isEqualTo(200);
    PlainRefused.with(
        403, "SignatureNotMatch", NO_MATCH, as(basic(suite.accessKeyId(), "guessed"), null));
    PlainRefused.with(
        403,
        "InvalidAccessKeyID",
        "invalid access key ID 'nobody'",
        as(basic("nobody", "x"), null));
  }

  @Test
  void refusesTheAccountOfAnother() {
    var request = suite.request("/2016-08-15/services").header("X-Fc-Account-Id", "5").GET();
    PlainRefused.by(403, "AccessDenied", suite.send(request));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health", "/prometheus", "/openapi.yaml"})
  void showsTheseToAnybody(String path) {
    var request = HttpRequest.newBuilder(suite.endpoint().resolve(path)).GET();
    assertThat(suite.send(request).statusCode()).isEqualTo(200);
  }

  private FunctionComputeClient client(String id, String secret) {
    var client = new FunctionComputeClient("local", suite.accountId(), id, secret);
    client.setEndpoint(suite.endpoint().toString());
    return client;
  }

  private HttpResponse<String> as(String authorization, String date) {
    var request =
        HttpRequest.newBuilder(suite.endpoint().resolve("/2016-08-15/services"))
            .header("Authorization", authorization)
            .GET();
    if (date != null) {
      request.header("Date", date);
    }
    return suite.send(request);
  }

  private static String basic(String id, String secret) {
    var pair = (id + ":" + secret).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  private static String date(ZonedDateTime time) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(time);
  }
}
