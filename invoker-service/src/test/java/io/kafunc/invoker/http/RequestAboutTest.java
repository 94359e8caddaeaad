// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.http.HttpRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestAboutTest {

  private static final String URL =
      "/2016-08-15/proxy/shop/checkout/a%20b?x=1&x-fc-access-key-id=akid"
          + "&x-fc-expires=1583339600&x-fc-security-token=t&x-fc-signature=c2VjcmV0&y=%C3%BC";

  @Test
  void theFunctionOfASignedTriggerDoesNotSeeTheProof() {
    var about = about(true);

    assertThat(about)
        .containsEntry("requestURI", "/2016-08-15/proxy/shop/checkout/a%20b?x=1&y=%C3%BC")
        .containsEntry("queriesMap", Map.of("x", List.of("1"), "y", List.of("ü")));
    assertThat(about.toString()).doesNotContain("akid", "c2VjcmV0");
  }

  @Test
  void anAnonymousTriggersFunctionSeesTheTargetAsItCame() {
    assertThat(about(false)).containsEntry("requestURI", URL);
  }

  private static Map<String, Object> about(boolean signed) {
    var request = HttpRequest.GET(URL).header("Authorization", "FC akid:c2VjcmV0");
    return RequestAbout.of(request, "/a b", signed);
  }
}
