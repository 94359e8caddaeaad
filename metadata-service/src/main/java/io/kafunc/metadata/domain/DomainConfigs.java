// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.domain;

import io.kafunc.metadata.command.DomainChange;
import io.kafunc.schemas.metadata.DomainCertificate;
import io.kafunc.schemas.metadata.DomainConfig;
import java.util.List;
import java.util.Optional;

/**
 * What a change makes of a custom domain's configuration: absent keeps, each part is replaced
 * whole, an empty one means unset. Pure, and judges nothing.
 */
final class DomainConfigs {

  static final DomainConfig DEFAULT =
      new DomainConfig("HTTP", List.of(), Optional.empty(), Optional.empty());

  static DomainConfig merge(DomainConfig before, DomainChange change) {
    return new DomainConfig(
        change.protocol().orElse(before.protocol()),
        change.routes().orElse(before.routes()),
        change.certificate().isPresent()
            ? certificate(before, change.certificate().get())
            : before.certificate(),
        change.tls().isPresent()
            ? change
                .tls()
                .filter(tls -> !tls.minVersion().isEmpty() || !tls.cipherSuites().isEmpty())
            : before.tls());
  }

  private static Optional<DomainCertificate> certificate(
      DomainConfig before, DomainChange.Certificate change) {
    return change.keyId().or(() -> keptKey(before, change)).map(change::with);
  }

  /** The private key of the same certificate, which answers never show. */
  static Optional<String> keptKey(DomainConfig before, DomainChange.Certificate change) {
    return before
        .certificate()
        .filter(known -> known.certificate().equals(change.certificate()))
        .map(DomainCertificate::keyId);
  }

  private DomainConfigs() {}
}
