// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostNameTest {

  @ParameterizedTest
  @CsvSource({
    "Shop.Example.com:8080, shop.example.com, true",
    "shop.example.com, shop.example.com, true",
    "127.0.0.1:8080, 127.0.0.1, false",
    "[::1]:8080, [::1], false",
    "[::1], [::1], false",
    "localhost:8080, localhost, false",
    "oss.localhost, oss.localhost, false",
    "gateway, gateway, false",
    "1000.local.fc.aliyuncs.com, 1000.local.fc.aliyuncs.com, false",
    "'', '', false",
  })
  void onlyAFullNameOfSomebodyElseIsForeign(String header, String name, boolean foreign) {
    var host = HostName.of(header);

    assertThat(host.name()).isEqualTo(name);
    assertThat(host.isForeign()).isEqualTo(foreign);
  }
}
