// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.metadata;

import java.util.List;

/** How a custom domain speaks TLS. */
public record DomainTls(String minVersion, List<String> cipherSuites) {
  public DomainTls {
    cipherSuites = List.copyOf(cipherSuites);
  }
}
