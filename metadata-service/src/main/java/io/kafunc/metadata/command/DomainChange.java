// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.command;

import io.kafunc.schemas.metadata.DomainCertificate;
import io.kafunc.schemas.metadata.DomainRoute;
import io.kafunc.schemas.metadata.DomainTls;
import java.util.List;
import java.util.Optional;

/**
 * The fields of a custom domain that a request sets; an absent one keeps what is, or the default.
 *
 * @param tls without a version and suites: unset
 */
public record DomainChange(
    Optional<String> protocol,
    Optional<List<DomainRoute>> routes,
    Optional<Certificate> certificate,
    Optional<DomainTls> tls) {

  public static final DomainChange NONE =
      new DomainChange(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * A certificate, whole; all empty means unset.
   *
   * @param keyId names the private key that came with it; absent keeps that of the same certificate
   */
  public record Certificate(String certName, String certificate, Optional<String> keyId) {

    public boolean isUnset() {
      return certName.isEmpty() && certificate.isEmpty() && keyId.isEmpty();
    }

    /** What is kept of it, when the private key is known by this name. */
    public DomainCertificate with(String key) {
      return new DomainCertificate(certName, certificate, key);
    }
  }
}
