// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyuncs.fc.client.FunctionComputeClient;
import com.aliyuncs.fc.model.CertConfig;
import com.aliyuncs.fc.model.CustomDomainMetaData;
import com.aliyuncs.fc.model.PathConfig;
import com.aliyuncs.fc.model.RouteConfig;
import com.aliyuncs.fc.request.CreateCustomDomainRequest;
import com.aliyuncs.fc.request.DeleteCustomDomainRequest;
import com.aliyuncs.fc.request.GetCustomDomainRequest;
import com.aliyuncs.fc.request.ListCustomDomainsRequest;
import com.aliyuncs.fc.request.UpdateCustomDomainRequest;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningSuite.class)
class DomainsIT {

  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final String ROUTED =
      """
      {
        "domainName": "%s",
        "accountId": "%s",
        "protocol": "HTTP",
        "APIVersion": "2016-08-15",
        "routeConfig": {
          "routes": [
            {"path": "/cart/*", "serviceName": "shop", "functionName": "cart", "qualifier": "PROD"},
            {"path": "/", "serviceName": "shop", "functionName": "page", "qualifier": null}
          ]
        },
        "certConfig": {"certName": null, "certificate": null, "privateKey": null},
        "createdTime": "TIME",
        "lastModifiedTime": "TIME"
      }
      """;

  private final Suite suite;
  private final FunctionComputeClient client;
  private final String domain =
      "d%d-%d.example.com".formatted(ProcessHandle.current().pid(), COUNT.incrementAndGet());

  DomainsIT(Suite suite) {
    this.suite = suite;
    this.client = suite.vendorClient();
  }

  @Test
  void answersADomainAsItWasCreated() {
    // when
    var created = client.createCustomDomain(new CreateCustomDomainRequest(domain, "HTTP", shop()));
    // then
    var expected = ROUTED.formatted(domain, suite.accountId());
    Answered.with(expected, created);
    Answered.with(expected, client.getCustomDomain(new GetCustomDomainRequest(domain)));
  }

  @Test
  void changesWhatAnUpdateNamesAndNeverShowsAPrivateKey() {
    // given
    client.createCustomDomain(new CreateCustomDomainRequest(domain, "HTTP", shop()));
    // when
    var updated =
        client.updateCustomDomain(
            new UpdateCustomDomainRequest(
                domain,
                "HTTP,HTTPS",
                null,
                new CertConfig("tea", "-----BEGIN CERTIFICATE-----", "-----BEGIN KEY-----")));
    // then
    var expected =
        ROUTED
            .formatted(domain, suite.accountId())
            .replace("\"HTTP\"", "\"HTTP,HTTPS\"")
            .replace("\"certName\": null", "\"certName\": \"tea\"")
            .replace("\"certificate\": null", "\"certificate\": \"-----BEGIN CERTIFICATE-----\"");
    Answered.with(expected, updated);
    Answered.with(expected, client.getCustomDomain(new GetCustomDomainRequest(domain)));
  }

  @Test
  void listsDomainsByName() {
    // given
    var names = List.of("a." + domain, "b." + domain, domain);
    names.forEach(
        name -> client.createCustomDomain(new CreateCustomDomainRequest(name, "HTTP", shop())));
    // when
    var page =
        client.listCustomDomains(
            new ListCustomDomainsRequest().setPrefix("b." + domain).setLimit(1));
    var all = client.listCustomDomains(new ListCustomDomainsRequest().setLimit(100));
    // then
    Answered.with(
        "{\"customDomains\": [%s], \"nextToken\": null}"
            .formatted(
                ROUTED
                    .formatted(names.get(1), suite.accountId())
                    .replace("APIVersion", "apiVersion")),
        page);
    assertThat(Stream.of(all.getCustomDomains()).map(CustomDomainMetaData::getDomainName))
        .isSorted()
        .containsAll(names);
  }

  @Test
  void refusesASecondOneAndMissesADeletedOne() {
    // given
    client.createCustomDomain(new CreateCustomDomainRequest(domain, "HTTP", shop()));
    // when, then
    Refused.with(
        409,
        "DomainNameAlreadyExists",
        "domain name %s already exists".formatted(domain),
        () -> client.createCustomDomain(new CreateCustomDomainRequest(domain, "HTTP", shop())));
    Answered.empty(client.deleteCustomDomain(new DeleteCustomDomainRequest(domain)));
    Refused.with(
        404,
        "DomainNameNotFound",
        "domain name '%s' does not exist".formatted(domain),
        () -> client.getCustomDomain(new GetCustomDomainRequest(domain)));
  }

  @Test
  void refusesToServeTlsWithoutACertificate() {
    Refused.with(
        400,
        "InvalidArgument",
        "certConfig is required when protocol is HTTPS",
        () -> client.createCustomDomain(new CreateCustomDomainRequest(domain, "HTTPS", shop())));
  }

  private static RouteConfig shop() {
    return new RouteConfig(
        new PathConfig[] {
          new PathConfig("/cart/*", "shop", "cart", "PROD"),
          new PathConfig("/", "shop", "page", null)
        });
  }
}
