// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.domain;

import static io.kafunc.httpapi.ErrorCode.DOMAIN_NAME_ALREADY_EXISTS;
import static io.kafunc.httpapi.ErrorCode.DOMAIN_NAME_NOT_FOUND;
import static io.kafunc.httpapi.ErrorCode.INVALID_ARGUMENT;
import static io.kafunc.httpapi.ErrorCode.LIMIT_EXCEEDED;
import static io.kafunc.httpapi.ErrorCode.PRECONDITION_FAILED;
import static io.kafunc.metadata.write.AccountSpec.given;
import static io.kafunc.metadata.write.Commands.AUTHOR;
import static io.kafunc.metadata.write.Commands.createDomain;
import static io.kafunc.metadata.write.Commands.deleteDomain;
import static io.kafunc.metadata.write.Commands.updateDomain;
import static org.assertj.core.api.Assertions.assertThat;

import io.kafunc.metadata.command.DomainChange;
import io.kafunc.metadata.command.DomainChange.Certificate;
import io.kafunc.metadata.command.DomainCommand.CreateCustomDomain;
import io.kafunc.metadata.write.AccountSpec;
import io.kafunc.metadata.write.Quotas;
import io.kafunc.schemas.metadata.DomainCertificate;
import io.kafunc.schemas.metadata.DomainEvent.CustomDomainCreated;
import io.kafunc.schemas.metadata.DomainEvent.CustomDomainDeleted;
import io.kafunc.schemas.metadata.DomainEvent.CustomDomainUpdated;
import io.kafunc.schemas.metadata.DomainRoute;
import io.kafunc.schemas.metadata.DomainTls;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DomainDeciderTest {

  private static final Certificate CERTIFICATE = new Certificate("c", "PEM", Optional.of("key-1"));

  @Test
  void createsADomainThatSpeaksHttpAndRoutesNothing() {
    var created = given().when(createDomain(DomainChange.NONE)).then(CustomDomainCreated.class);

    assertThat(created.config()).isEqualTo(DomainConfigs.DEFAULT);
  }

  @Test
  void routesToFunctionsThatNeedNotExist() {
    var routes = List.of(route("/a/*"), route("/a"), route("/"));

    assertThat(
            given()
                .when(createDomain(routes(routes)))
                .then(CustomDomainCreated.class)
                .config()
                .routes())
        .isEqualTo(routes);
  }

  @Test
  void keepsWhatAnUpdateDoesNotNameAndReplacesEachPartWhole() {
    var updated =
        given(createDomain(routes(List.of(route("/a"), route("/b")))))
            .when(updateDomain(protocolWith("HTTP,HTTPS", CERTIFICATE)))
            .then(CustomDomainUpdated.class);

    assertThat(updated.config().routes()).hasSize(2);
    assertThat(updated.config().protocol()).isEqualTo("HTTP,HTTPS");
    assertThat(updated.config().certificate()).contains(new DomainCertificate("c", "PEM", "key-1"));
    assertThat(
            given(createDomain(routes(List.of(route("/a"), route("/b")))))
                .when(updateDomain(routes(List.of())))
                .then(CustomDomainUpdated.class)
                .config()
                .routes())
        .isEmpty();
  }

  @Test
  void keepsThePrivateKeyOfTheSameCertificate() {
    var domain = given(createDomain(protocolWith("HTTPS", CERTIFICATE)));

    var renamed = certificate(new Certificate("other", "PEM", Optional.empty()));
    assertThat(
            domain
                .when(updateDomain(renamed))
                .then(CustomDomainUpdated.class)
                .config()
                .certificate())
        .contains(new DomainCertificate("other", "PEM", "key-1"));
    domain
        .when(updateDomain(certificate(new Certificate("c", "ANOTHER", Optional.empty()))))
        .thenRejected(INVALID_ARGUMENT.with("certConfig.privateKey is required but not set"));
  }

  @Test
  void takesAnEmptyCertificateAsUnsetButNotUnderHttps() {
    var none = certificate(new Certificate("", "", Optional.empty()));

    assertThat(
            given(createDomain(certificate(CERTIFICATE)))
                .when(updateDomain(none))
                .then(CustomDomainUpdated.class)
                .config()
                .certificate())
        .isEmpty();
    given(createDomain(protocolWith("HTTPS", CERTIFICATE)))
        .when(updateDomain(none))
        .thenRejected(INVALID_ARGUMENT, "certConfig is required when protocol is HTTPS");
  }

  @Test
  void rejectsHalfACertificate() {
    refuses(certificate(new Certificate("", "PEM", Optional.of("k"))), "certConfig.certName");
    refuses(certificate(new Certificate("c", "", Optional.of("k"))), "certConfig.certificate");
    refuses(certificate(new Certificate("c", "PEM", Optional.empty())), "certConfig.privateKey");
  }

  @Test
  void rejectsASecondCreateWithTheSameName() {
    given(createDomain(DomainChange.NONE))
        .when(createDomain(DomainChange.NONE))
        .thenRejected(DOMAIN_NAME_ALREADY_EXISTS.with("a.example.com"));
  }

  @Test
  void rejectsWhateverNamesAMissingDomain() {
    var refusal = DOMAIN_NAME_NOT_FOUND.with("a.example.com");

    given().when(updateDomain(DomainChange.NONE)).thenRejected(refusal);
    given().when(deleteDomain()).thenRejected(refusal);
  }

  @Test
  void comparesTheRevision() {
    var domain = given(createDomain(DomainChange.NONE));

    domain.when(updateDomain(7)).thenRejected(PRECONDITION_FAILED.with());
    domain.when(updateDomain(1)).thenAccepted();
    domain.when(updateDomain(1)).thenRejected(PRECONDITION_FAILED.with());
    domain.when(deleteDomain(1)).thenRejected(PRECONDITION_FAILED.with());
    domain.when(deleteDomain(2)).then(CustomDomainDeleted.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "com", ".com", "a..com", "A.com", "a_b.com", "-a.com", "a.com:80", "a.com/x"})
  void refusesWhatIsNoHostsName(String name) {
    given()
        .when(new CreateCustomDomain(AUTHOR, name, DomainChange.NONE))
        .thenRejected(INVALID_ARGUMENT, "domainName");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.12",
        "192.168.0.100",
        "a.localhost",
        "1000.local.fc.aliyuncs.com",
        "a.example.c0"
      })
  void refusesAddressesAndNamesThatAreAnsweredByTheServiceItself(String name) {
    given()
        .when(new CreateCustomDomain(AUTHOR, name, DomainChange.NONE))
        .thenRejected(
            INVALID_ARGUMENT,
            "domainName is set to an invalid value (allowed: a domain of yours: no address, not"
                + " under localhost or aliyuncs.com, actual: '%s')".formatted(name));
  }

  @Test
  void refusesImpossibleRoutes() {
    refuses(routes(List.of(route("a"))), "routeConfig.routes.path");
    refuses(routes(List.of(route(""))), "routeConfig.routes.path");
    refuses(routes(List.of(route("/a*/b"))), "routeConfig.routes.path");
    refuses(routes(List.of(route("/a"), route("/a"))), "Duplicate path '/a'");
    refuses(routes(List.of(route("/", "", "f", "1", "GET"))), "routes.serviceName");
    refuses(routes(List.of(route("/", "s", "f.1", "1", "GET"))), "routes.functionName");
    refuses(routes(List.of(route("/", "s", "f", "1.2", "GET"))), "routes.qualifier");
    refuses(routes(List.of(route("/", "s", "f", "1", "get"))), "routes.methods");
  }

  @Test
  void refusesUnknownProtocolsAndVersionsOfTls() {
    refuses(protocol("FTP"), "protocol is set to an invalid value");
    refuses(protocol("HTTPS"), "certConfig is required");
    refuses(tls(new DomainTls("SSLv3", List.of())), "tlsConfig.minVersion");
    refuses(tls(new DomainTls("", List.of(""))), "tlsConfig.cipherSuites");
  }

  @Test
  void countsDomainsWhenAQuotaIsSet() {
    var limits = Quotas.of(0, 0, 0, 1);

    given(AccountSpec.decider(limits), createDomain(DomainChange.NONE))
        .when(new CreateCustomDomain(AUTHOR, "b.example.com", DomainChange.NONE))
        .thenRejected(LIMIT_EXCEEDED, "(max: 1)");
  }

  private static void refuses(DomainChange change, String text) {
    given().when(createDomain(change)).thenRejected(INVALID_ARGUMENT, text);
  }

  private static DomainRoute route(String path) {
    return new DomainRoute(path, "s", "f", Optional.empty(), List.of());
  }

  private static DomainRoute route(
      String path, String service, String function, String qualifier, String method) {
    return new DomainRoute(path, service, function, Optional.of(qualifier), List.of(method));
  }

  private static DomainChange routes(List<DomainRoute> routes) {
    return change(Optional.empty(), Optional.of(routes), Optional.empty(), Optional.empty());
  }

  private static DomainChange certificate(Certificate certificate) {
    return change(Optional.empty(), Optional.empty(), Optional.of(certificate), Optional.empty());
  }

  private static DomainChange protocol(String protocol) {
    return change(Optional.of(protocol), Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static DomainChange protocolWith(String protocol, Certificate certificate) {
    return change(
        Optional.of(protocol), Optional.empty(), Optional.of(certificate), Optional.empty());
  }

  private static DomainChange tls(DomainTls tls) {
    return change(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(tls));
  }

  private static DomainChange change(
      Optional<String> protocol,
      Optional<List<DomainRoute>> routes,
      Optional<Certificate> certificate,
      Optional<DomainTls> tls) {
    return new DomainChange(protocol, routes, certificate, tls);
  }
}
