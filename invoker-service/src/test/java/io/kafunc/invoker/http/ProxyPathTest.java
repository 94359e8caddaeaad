// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kafunc.httpapi.FcException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyPathTest {

  @ParameterizedTest
  @CsvSource({
    "shop/web, shop, LATEST, web, /",
    "shop/web/, shop, LATEST, web, /",
    "shop.PROD/web/a/b, shop, PROD, web, /a/b",
    "shop.12/web//a/../b, shop, 12, web, //a/../b",
    "shop/web/%C3%BC%20x, shop, LATEST, web, /ü x",
  })
  void namesAFunctionAndItsPath(
      String path, String service, String qualifier, String function, String rest) {
    var parsed = ProxyPath.parse(ProxyPath.BEGIN + path);

    assertThat(parsed.service().serviceName()).isEqualTo(service);
    assertThat(parsed.service().qualifier()).isEqualTo(qualifier);
    assertThat(parsed.functionName()).isEqualTo(function);
    assertThat(parsed.path()).isEqualTo(rest);
    assertThat(parsed.of("1").function().accountId()).isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "shop",
        "shop/",
        "shop//a",
        "/web",
        ".PROD/web",
        "shop./web",
        "s%20/web",
        "shop/w%2Fb"
      })
  void whatCanBeNobodysNameIsRefused(String path) {
    assertThatExceptionOfType(FcException.class)
        .isThrownBy(() -> ProxyPath.parse(ProxyPath.BEGIN + path));
  }
}
