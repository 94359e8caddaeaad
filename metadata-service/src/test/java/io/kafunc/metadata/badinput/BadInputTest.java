// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafunc.metadata.api.MetadataServer;
import io.kafunc.metadata.write.AccountHandler;
import io.micronaut.web.router.Router;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operation with every wrong value of every field of its body: 400 in FC's words, that name
 * the field; and nothing is written.
 */
class BadInputTest {

  @TempDir static Path data;
  private static MetadataServer server;
  private static long end;

  @BeforeAll
  static void start() {
    server = MetadataServer.inMemory(data);
    Operations.furnish(server, "s");
    Operations.furnish(server);
    end = position();
  }

  @AfterAll
  static void stop() {
    assertThat(position()).isEqualTo(end);
    server.close();
  }

  static Stream<Operation> withFields() {
    return Operations.ALL.stream().filter(Operation::hasBody);
  }

  @ParameterizedTest
  @MethodSource("withFields")
  void namesTheFieldThatIsWrong(Operation operation) {
    var softly = new SoftAssertions();
    for (var field : operation.fields()) {
      for (var wrong : field.type().wrong) {
        var body = operation.with(field.set(wrong));
        var answer = server.send(operation.method(), operation.target(), body);
        softly.assertThat(answer.status()).as(body + " " + answer.text()).isEqualTo(400);
        softly.assertThat(answer.code()).as(body).isEqualTo("InvalidArgument");
        softly
            .assertThat(answer.message())
            .as(body)
            .startsWith(field.named())
            .contains(" is set to an invalid value (allowed: ");
        softly.assertThat(answer.header("X-Fc-Request-Id")).as(body).hasSize(36);
      }
    }
    softly.assertAll();
    assertThat(position()).isEqualTo(end);
  }

  @ParameterizedTest
  @MethodSource("withFields")
  void refusesBodiesThatAreNoObject(Operation operation) {
    for (var body :
        List.of("[]", "5", "\"x\"", "{", "{]", "{} {}", "null", "\u0000", "{\"a\":tru}")) {
      var answer = server.send(operation.method(), operation.target(), body);
      assertThat(answer.status()).as(body + " " + answer.text()).isEqualTo(400);
      assertThat(answer.code()).as(body).isEqualTo("InvalidArgument");
      assertThat(answer.message()).as(body).startsWith("request body is ");
    }
    assertThat(position()).isEqualTo(end);
  }

  /** Values of the right type that FC does not take, and what it says; see the file. */
  @ParameterizedTest
  @CsvFileSource(
      resources = "/io/kafunc/metadata/badinput/values.csv",
      delimiter = ';',
      quoteCharacter = '`',
      maxCharsPerColumn = 10_000)
  void saysWhatIsAllowed(String operation, String fields, String code, String message) {
    var asked = named(operation);
    var body = asked.with(fields.replace('\'', '"'));

    var answer = server.send(asked.method(), asked.target(), body);

    assertThat(answer.code()).as(answer.text()).isEqualTo(code);
    assertThat(answer.message()).contains(message);
    assertThat(position()).isEqualTo(end);
  }

  /** Addresses of what is not there, and pages that cannot be; see the file. */
  @ParameterizedTest
  @CsvFileSource(
      resources = "/io/kafunc/metadata/badinput/addresses.csv",
      delimiter = ';',
      quoteCharacter = '`')
  void saysWhatIsNotThere(String method, String path, String code, String message) {
    var body = method.equals("POST") || method.equals("PUT") ? "{}" : null;

    var answer = server.send(method, path, body);

    assertThat(answer.code()).as(answer.text()).isEqualTo(code);
    assertThat(answer.message()).contains(message);
    assertThat(position()).isEqualTo(end);
  }

  static Stream<Operation> all() {
    return Operations.ALL.stream();
  }

  @ParameterizedTest
  @MethodSource("all")
  void knowsNoOtherMethod(Operation operation) {
    var answer = server.send("PATCH", operation.target(), "{}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("PathNotSupported");
    assertThat(answer.message())
        .isEqualTo(
            "'PATCH' against '/2016-08-15%s' is not supported".formatted(operation.target()));
  }

  static Stream<Operation> conditional() {
    return Stream.of(
            "UpdateService",
            "DeleteService",
            "UpdateFunction",
            "DeleteFunction",
            "UpdateTrigger",
            "DeleteTrigger",
            "PublishServiceVersion",
            "UpdateAlias",
            "DeleteAlias")
        .map(BadInputTest::named);
  }

  @ParameterizedTest
  @MethodSource("conditional")
  void comparesTheRevision(Operation operation) {
    var body = operation.hasBody() ? "{}" : null;
    for (var ifMatch : List.of("0", "999999999", "\"x\"", "W/\"7e\"", "99999999999999999999999")) {
      var answer = server.send(operation.method(), operation.target(), body, "If-Match", ifMatch);
      assertThat(answer.status()).as(ifMatch).isEqualTo(412);
      assertThat(answer.text())
          .isEqualTo(
              "{\"ErrorCode\":\"PreconditionFailed\","
                  + "\"ErrorMessage\":\"the resource being modified has been changed\"}");
    }
  }

  @Test
  void coversEveryRouteOfTheApi() {
    var ours = "io.kafunc.metadata";
    Set<String> routes =
        server
            .bean(Router.class)
            .uriRoutes()
            .filter(route -> route.getTargetMethod().getDeclaringType().getName().startsWith(ours))
            .map(route -> route.getHttpMethodName() + " " + route.getUriMatchTemplate())
            .filter(route -> route.contains("/2016-08-15"))
            .filter(route -> !route.startsWith("HEAD"))
            .collect(Collectors.toCollection(TreeSet::new));

    Set<String> listed =
        Operations.ALL.stream()
            .map(operation -> operation.method() + " " + operation.template())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(listed).isEqualTo(routes);
  }

  private static Operation named(String name) {
    return Operations.ALL.stream().filter(o -> o.name().equals(name)).findFirst().orElseThrow();
  }

  private static long position() {
    return server.bean(AccountHandler.class).tail().position();
  }
}
