// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAddressTest {

  @ParameterizedTest
  @CsvSource({
    "198.51.100.7, , 198.51.100.7",
    "198.51.100.7, 203.0.113.9, 198.51.100.7",
    "127.0.0.1, , 127.0.0.1",
    "127.0.0.1, '', 127.0.0.1",
    "127.0.0.1, 203.0.113.9, 203.0.113.9",
    "10.0.0.3, '192.0.2.1, 203.0.113.9', 203.0.113.9",
  })
  void onlyANeighbourIsBelievedWhomItServes(String peer, String forwardedFor, String client)
      throws UnknownHostException {
    assertThat(ClientAddress.of(InetAddress.getByName(peer), forwardedFor)).isEqualTo(client);
  }
}
