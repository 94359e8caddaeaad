// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.metadata;

import java.util.List;
import java.util.Optional;

/** What a custom domain is set to. */
public record DomainConfig(
    String protocol,
    List<DomainRoute> routes,
    Optional<DomainCertificate> certificate,
    Optional<DomainTls> tls) {
  public DomainConfig {
    routes = List.copyOf(routes);
  }
}
