// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafunc.schemas.metadata.DomainRoute;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CustomDomainTest {

  private static final CustomDomain DOMAIN =
      new CustomDomain(
          "shop.example.com",
          "1000000000000000",
          List.of(
              to("/*", "all"),
              to("/cart/*", "cart"),
              to("/cart/pay*", "pay"),
              to("/cart/pay/now", "now"),
              to("/about", "about")));

  @ParameterizedTest
  @CsvSource({
    "/, all",
    "/anything/else, all",
    "/about, about",
    "/about/us, all",
    "/cart, cart",
    "/cartoon, all",
    "/cart/, cart",
    "/cart/1, cart",
    "/cart/payment, pay",
    "/cart/pay/now, now",
    "/cart/pay/now/, pay",
  })
  void thePathThatIsNamedComesFirstThenTheLongestThatBeginsIt(String path, String function) {
    assertThat(DOMAIN.route(path).map(DomainRoute::functionName)).contains(function);
  }

  @ParameterizedTest
  @CsvSource({"/b", "/a/b/c", "/A/b"})
  void whatNoRouteNamesHasNone(String path) {
    var domain = new CustomDomain("a.example.com", "1", List.of(to("/a/b", "f")));
    assertThat(domain.route(path)).isEmpty();
  }

  private static DomainRoute to(String path, String function) {
    return new DomainRoute(path, "shop", function, Optional.empty(), List.of());
  }
}
