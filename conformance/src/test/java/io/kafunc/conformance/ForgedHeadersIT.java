// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.aliyuncs.fc.request.CreateTriggerRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Headers by which processes of the suite, and proxies before it, tell each other something. */
@ExtendWith(RunningSuite.class)
class ForgedHeadersIT {

  private static final String TELL =
      "exports.handler = (req, resp) =>"
          + " resp.send(JSON.stringify({ client: req.clientIP, headers: req.headers }));";

  private final Suite suite;
  private final Release release;

  ForgedHeadersIT(Suite suite) {
    this.suite = suite;
    this.release = Release.ofNewService(suite).node("web", TELL);
    release
        .client()
        .createTrigger(
            new CreateTriggerRequest(release.service(), "web")
                .setTriggerName("web")
                .setTriggerType("http")
                .setTriggerConfig(Map.of("authType", "anonymous", "methods", List.of("GET"))));
  }

  @Test
  void noneOfOursReachesAFunctionOrBecomesAnAnswersId() {
    // when
    var answer =
        page(
            "X-Fc-Request-Id: forged\nX-Fc-Access-Key-Secret: forged\nx_fc_account_id: forged\n"
                + "X-Fc-Http-Params: forged\nX-Kafunc-Forwarded: 1700000000 forged\n"
                + "x_kafunc_forwarded: forged\nX-Kafunc-Target: forged\nX-Mine: kept");
    // then
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.text()).contains("\"x-mine\":\"kept\"").doesNotContain("forged");
    assertThat(answer.header("X-Fc-Request-Id")).hasSize(36);
  }

  /** Nobody is before the whole suite in one process but who is believed there. */
  @Test
  void behindNginxAClientsAddressIsTheOneItWasSeenAt() {
    assumeTrue(Boolean.getBoolean("conformance.separate"), "only with a proxy before the services");
    // when
    var answer = page("X-Forwarded-For: 192.0.2.66\nConnection: X-Forwarded-For");
    // then
    assertThat(Suite.parse(answer.text()).get("client").asText()).isEqualTo("127.0.0.1");
  }

  @Test
  void behindNginxAUrlNamesThePortThatWasAsked() {
    assumeTrue(Boolean.getBoolean("conformance.separate"), "only with a proxy before the services");
    // when
    var path = "/2016-08-15/services/" + release.service() + "/functions/web/triggers/web";
    var request = suite.request(path).header("X-Forwarded-Proto", "https");
    var trigger = suite.send(request.header("X-Forwarded-Port", "1").GET()).body();
    // then
    assertThat(Suite.parse(trigger).get("urlInternet").asText())
        .startsWith(suite.endpoint() + "/2016-08-15/proxy/");
  }

  /** What one server takes for the end of a request and another does not hides a second one. */
  @Test
  void aRequestOfTwoLengthsIsRefused() {
    var answer = page("Transfer-Encoding: chunked\nContent-Length: 4\nX-Mine: kept");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(Suite.parse(answer.text()).get("ErrorCode").asText()).isEqualTo("InvalidArgument");
  }

  private Wire.Answer page(String headers) {
    try (var wire = Wire.to(suite.endpoint())) {
      return wire.send(
              "GET /2016-08-15/proxy/%s/web/ HTTP/1.1\nHost: %s\n%s\n\n"
                  .formatted(release.service(), suite.endpoint().getAuthority(), headers))
          .answer();
    }
  }
}
