// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.domain;

import io.kafunc.httpapi.FcError;
import io.kafunc.httpapi.HostName;
import io.kafunc.metadata.account.Check;
import io.kafunc.metadata.command.DomainChange;
import io.kafunc.schemas.metadata.DomainConfig;
import io.kafunc.schemas.metadata.DomainRoute;
import io.kafunc.schemas.metadata.DomainTls;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What a custom domain must hold (contract 1.8). Pure. */
final class DomainRules {

  private static final Pattern NAME =
      Pattern.compile("(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9-]{2,63}");
  private static final Pattern PATH = Pattern.compile("/[^*?#\\s]*\\*?");
  private static final Pattern PART = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,127}");
  private static final Pattern QUALIFIER = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_-]{0,127}");
  private static final List<String> PROTOCOLS = List.of("HTTP", "HTTP,HTTPS", "HTTPS");
  private static final List<String> TLS_VERSIONS =
      List.of("TLSv1.0", "TLSv1.1", "TLSv1.2", "TLSv1.3");
  private static final Set<String> METHODS =
      Set.of("GET", "POST", "PUT", "DELETE", "HEAD", "PATCH", "OPTIONS");

  static Optional<FcError> name(String domainName) {
    return new Check()
        .present("domainName", domainName)
        .that(
            () -> NAME.matcher(domainName).matches(),
            () -> invalid("domainName", "a host's full name in lower case", shortened(domainName)))
        .that(
            () -> HostName.of(domainName).isForeign(),
            () ->
                invalid(
                    "domainName",
                    "a domain of yours: no address, not under localhost or aliyuncs.com",
                    domainName))
        .fault();
  }

  /** What only a change can have wrong: a private key is asked for once and never shown. */
  static Optional<FcError> fault(DomainConfig before, DomainChange change) {
    return change
        .certificate()
        .filter(certificate -> !certificate.isUnset())
        .flatMap(
            certificate ->
                new Check()
                    .present("certConfig.certName", certificate.certName())
                    .present("certConfig.certificate", certificate.certificate())
                    .that(
                        () ->
                            certificate.keyId().isPresent()
                                || DomainConfigs.keptKey(before, certificate).isPresent(),
                        () -> "certConfig.privateKey is required but not set")
                    .fault());
  }

  static Optional<FcError> fault(DomainConfig config) {
    var paths = new HashSet<String>();
    var check =
        new Check()
            .that(
                () -> PROTOCOLS.contains(config.protocol()),
                () -> invalid("protocol", String.join(" | ", PROTOCOLS), config.protocol()))
            .that(
                () -> config.protocol().equals("HTTP") || config.certificate().isPresent(),
                () -> "certConfig is required when protocol is " + config.protocol())
            .and(() -> config.tls().flatMap(DomainRules::tls));
    for (var route : config.routes()) {
      check
          .and(() -> route(route))
          .that(
              () -> paths.add(route.path()),
              () -> "Duplicate path '%s' in routeConfig".formatted(route.path()));
    }
    return check.fault();
  }

  private static Optional<FcError> route(DomainRoute route) {
    var check =
        new Check()
            .present("routeConfig.routes.path", route.path())
            .that(
                () -> PATH.matcher(route.path()).matches(),
                () ->
                    invalid(
                        "routeConfig.routes.path",
                        "a path from '/' on, perhaps with a '*' at its end",
                        route.path()))
            .and(() -> part("routeConfig.routes.serviceName", route.serviceName()))
            .and(() -> part("routeConfig.routes.functionName", route.functionName()))
            .that(
                () -> route.qualifier().map(text -> QUALIFIER.matcher(text).matches()).orElse(true),
                () ->
                    invalid(
                        "routeConfig.routes.qualifier",
                        "a version or an alias",
                        route.qualifier().orElse("")));
    for (var method : route.methods()) {
      check.that(
          () -> METHODS.contains(method),
          () ->
              invalid(
                  "routeConfig.routes.methods",
                  "GET | POST | PUT | DELETE | HEAD | PATCH | OPTIONS",
                  method));
    }
    return check.fault();
  }

  private static Optional<FcError> part(String field, String value) {
    return new Check()
        .present(field, value)
        .that(() -> PART.matcher(value).matches(), () -> invalid(field, "a name", shortened(value)))
        .fault();
  }

  private static Optional<FcError> tls(DomainTls tls) {
    return new Check()
        .that(
            () -> tls.minVersion().isEmpty() || TLS_VERSIONS.contains(tls.minVersion()),
            () ->
                invalid("tlsConfig.minVersion", String.join(" | ", TLS_VERSIONS), tls.minVersion()))
        .that(
            () -> !tls.cipherSuites().contains(""),
            () -> "tlsConfig.cipherSuites holds an empty text")
        .fault();
  }

  private static String invalid(String field, String allowed, String actual) {
    return "%s is set to an invalid value (allowed: %s, actual: '%s')"
        .formatted(field, allowed, actual);
  }

  private static String shortened(String text) {
    return text.length() <= 128 ? text : text.substring(0, 128) + "…";
  }

  private DomainRules() {}
}
