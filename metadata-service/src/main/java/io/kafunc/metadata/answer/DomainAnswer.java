// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.answer;

import io.kafunc.httpapi.FcTime;
import io.kafunc.schemas.metadata.DomainCertificate;
import io.kafunc.schemas.metadata.DomainConfig;
import io.kafunc.schemas.metadata.DomainRoute;
import io.kafunc.schemas.metadata.DomainTls;
import java.time.Instant;
import java.util.List;

/** A custom domain as FC shows it (contract 1.8): every key is there, whatever is unset. */
public record DomainAnswer(
    String domainName,
    String accountId,
    String protocol,
    String apiVersion,
    Routes routeConfig,
    Certificate certConfig,
    Tls tlsConfig,
    String createdTime,
    String lastModifiedTime) {

  private static final String API_VERSION = "2016-08-15";

  public record Routes(List<Route> routes) {}

  public record Route(
      String path,
      String serviceName,
      String functionName,
      String qualifier,
      List<String> methods) {

    static Route of(DomainRoute route) {
      return new Route(
          route.path(),
          route.serviceName(),
          route.functionName(),
          route.qualifier().orElse(null),
          route.methods().isEmpty() ? null : route.methods());
    }
  }

  /** The private key is always null. */
  public record Certificate(String certName, String certificate, String privateKey) {

    static final Certificate UNSET = new Certificate(null, null, null);

    static Certificate of(DomainCertificate certificate) {
      return new Certificate(certificate.certName(), certificate.certificate(), null);
    }
  }

  public record Tls(String minVersion, List<String> cipherSuites) {

    static Tls of(DomainTls tls) {
      return new Tls(tls.minVersion(), tls.cipherSuites());
    }
  }

  public static DomainAnswer of(
      String domainName,
      String accountId,
      DomainConfig config,
      Instant createdTime,
      Instant lastModifiedTime) {
    return new DomainAnswer(
        domainName,
        accountId,
        config.protocol(),
        API_VERSION,
        new Routes(config.routes().stream().map(Route::of).toList()),
        config.certificate().map(Certificate::of).orElse(Certificate.UNSET),
        config.tls().map(Tls::of).orElse(null),
        FcTime.seconds(createdTime),
        FcTime.seconds(lastModifiedTime));
  }
}
