// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.aliyuncs.fc.model.PathConfig;
import com.aliyuncs.fc.model.RouteConfig;
import com.aliyuncs.fc.request.CreateCustomDomainRequest;
import com.aliyuncs.fc.request.CreateTriggerRequest;
import com.aliyuncs.fc.request.DeleteCustomDomainRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Requests that name a custom domain in their host. */
@ExtendWith(RunningSuite.class)
class CustomDomainsIT {

  private static final String WHO =
      "exports.handler = (req, resp, context) => resp.send(`${context.function.name} ${context.service.qualifier} ${req.path} ${req.url}`);";

  private final Suite suite;
  private final Release release;
  private final String domain;

  CustomDomainsIT(Suite suite) {
    this.suite = suite;
    this.release = Release.ofNewService(suite).node("shop", WHO).node("cart", WHO);
    this.domain = release.service() + ".example.com";
    release.publish();
    release.alias("PROD", "1", Map.of());
  }

  @Test
  void itsRoutesLeadToFunctions() {
    // given
    trigger("shop", "", "anonymous");
    trigger("cart", "PROD", "anonymous");
    domain(
        new PathConfig("/*", release.service(), "shop", ""),
        new PathConfig("/cart/*", release.service(), "cart", "PROD"));
    // when, then
    assertThat(get("/").text()).isEqualTo("shop LATEST / /");
    assertThat(get("/a%20b?c=d").text()).isEqualTo("shop LATEST /a b /a%20b?c=d");
    assertThat(get("/cart/1").text()).isEqualTo("cart PROD /cart/1 /cart/1");
    assertThat(get("/health").text()).isEqualTo("shop LATEST /health /health");
    assertThat(get("/cart/1").header("X-Fc-Invocation-Service-Version")).isEqualTo("1");
    assertThat(get("/cart/1").header("Content-Disposition")).isNull();
  }

  @Test
  void theApisPathsStayTheApis() {
    trigger("shop", "", "anonymous");
    domain(new PathConfig("/*", release.service(), "shop", ""));
    assertThat(error(get("/2016-08-15/services"))).isEqualTo("400 MissingRequiredHeader");
    assertThat(error(get("/kafunc/instances"))).isEqualTo("400 MissingRequiredHeader");
    assertThat(get("/2016-08-15/proxy/" + release.service() + "/shop/x").text())
        .startsWith("shop LATEST /x ");
  }

  @Test
  void theTriggerSaysWhoMayCall() {
    trigger("shop", "", "function");
    domain(new PathConfig("/*", release.service(), "shop", ""));
    assertThat(error(get("/"))).isEqualTo("400 MissingRequiredHeader");
    var basic = suite.request("/").GET().build().headers().firstValue("Authorization");
    assertThat(get("/", "Authorization: " + basic.orElseThrow()).status()).isEqualTo(200);
  }

  @Test
  void saysWhatItDoesNotFind() {
    assertThat(error(get("/"))).isEqualTo("404 DomainNameNotFound");
    domain(
        new PathConfig("/shop", release.service(), "shop", ""),
        new PathConfig("/none", release.service(), "none", ""));
    assertThat(error(get("/nowhere"))).isEqualTo("400 PathNotSupported");
    assertThat(error(get("/none"))).isEqualTo("404 FunctionNotFound");
    assertThat(error(get("/shop"))).isEqualTo("404 TriggerNotFound");
  }

  @Test
  void aDomainThatEndsIsNobodysAgain() {
    trigger("shop", "", "anonymous");
    domain(new PathConfig("/*", release.service(), "shop", ""));
    assertThat(get("/").status()).isEqualTo(200);
    release.client().deleteCustomDomain(new DeleteCustomDomainRequest(domain));
    await().untilAsserted(() -> assertThat(error(get("/"))).isEqualTo("404 DomainNameNotFound"));
  }

  private void domain(PathConfig... routes) {
    release
        .client()
        .createCustomDomain(new CreateCustomDomainRequest(domain, "HTTP", new RouteConfig(routes)));
  }

  private void trigger(String function, String qualifier, String authType) {
    var create = new CreateTriggerRequest(release.service(), function);
    create.setTriggerName("web");
    create.setTriggerType("http");
    create.setQualifier(qualifier);
    create.setTriggerConfig(Map.of("authType", authType, "methods", List.of("GET")));
    release.client().createTrigger(create);
  }

  private Wire.Answer get(String target, String... headers) {
    return Wire.exchange(
        suite.endpoint(),
        "GET %s HTTP/1.1\nHost: %s%s"
            .formatted(target, domain, headers.length == 0 ? "" : "\n" + headers[0]));
  }

  private static String error(Wire.Answer answer) {
    return answer.status() + " " + Suite.parse(answer.text()).get("ErrorCode").asText();
  }
}
