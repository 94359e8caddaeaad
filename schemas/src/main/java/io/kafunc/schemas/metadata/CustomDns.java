// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.metadata;

import java.util.List;

/** Resolver settings of a function. */
public record CustomDns(
    List<String> nameServers, List<String> searches, List<DnsOption> dnsOptions) {
  public CustomDns {
    nameServers = List.copyOf(nameServers);
    searches = List.copyOf(searches);
    dnsOptions = List.copyOf(dnsOptions);
  }
}
