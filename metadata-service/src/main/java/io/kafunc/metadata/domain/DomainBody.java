// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.domain;

import io.kafunc.metadata.command.DomainChange;
import io.kafunc.schemas.metadata.DomainRoute;
import io.kafunc.schemas.metadata.DomainTls;
import java.util.List;
import java.util.Optional;

/** A custom domain as requests write it (contract 1.8). */
record DomainBody(
    Optional<String> domainName,
    Optional<String> protocol,
    Optional<Routes> routeConfig,
    Optional<Certificate> certConfig,
    Optional<Tls> tlsConfig) {

  record Routes(Optional<List<Route>> routes) {}

  record Route(
      Optional<String> path,
      Optional<String> serviceName,
      Optional<String> functionName,
      Optional<String> qualifier,
      Optional<List<String>> methods) {

    DomainRoute toRoute() {
      return new DomainRoute(
          path.orElse(""),
          serviceName.orElse(""),
          functionName.orElse(""),
          qualifier.filter(text -> !text.isEmpty()),
          methods.orElse(List.of()));
    }
  }

  record Certificate(
      Optional<String> certName,
      Optional<String> certificate,
      Optional<PrivateKeyText> privateKey) {}

  record Tls(Optional<String> minVersion, Optional<List<String>> cipherSuites) {}

  /** The private key, where one came. */
  Optional<PrivateKeyText> privateKey() {
    return certConfig.flatMap(Certificate::privateKey).filter(key -> !key.pem().isEmpty());
  }

  DomainChange toChange(Optional<String> keyId) {
    return new DomainChange(
        protocol.filter(text -> !text.isEmpty()),
        routeConfig.map(
            config -> config.routes.orElse(List.of()).stream().map(Route::toRoute).toList()),
        certConfig.map(
            config ->
                new DomainChange.Certificate(
                    config.certName.orElse(""), config.certificate.orElse(""), keyId)),
        tlsConfig.map(
            tls -> new DomainTls(tls.minVersion.orElse(""), tls.cipherSuites.orElse(List.of()))));
  }
}
