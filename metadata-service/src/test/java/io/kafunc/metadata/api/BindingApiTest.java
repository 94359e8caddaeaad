// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BindingApiTest {

  @TempDir static Path data;
  private static MetadataServer server;

  @BeforeAll
  static void start() {
    server = MetadataServer.inMemory(data);
    server.post("/services", "{\"serviceName\":\"s\"}");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void bindsListsAndReleasesWithEmptyAnswersOfNoType() {
    assertThat(server.get("/services/s/bindings").text()).isEqualTo("{\"vpcIds\":[]}");

    for (var vpc : new String[] {"vpc-2", "vpc-1"}) {
      var bound = server.post("/services/s/binding", "{\"vpcId\":\"%s\"}".formatted(vpc));
      assertThat(bound.status()).isEqualTo(200);
      assertThat(bound.raw().body()).isEmpty();
      assertThat(bound.header("Content-Type")).isEmpty();
    }
    assertThat(server.get("/services/s/bindings").text())
        .isEqualTo("{\"vpcIds\":[\"vpc-1\",\"vpc-2\"]}");

    var released = server.send("DELETE", "/services/s/binding", "{\"vpcId\":\"vpc-1\"}");
    assertThat(released.status()).isEqualTo(200);
    assertThat(released.raw().body()).isEmpty();
    assertThat(released.header("Content-Type")).isEmpty();
    assertThat(server.get("/services/s/bindings").text()).isEqualTo("{\"vpcIds\":[\"vpc-2\"]}");
  }

  @Test
  void forgetsTheBindingsOfAServiceThatEnds() {
    server.post("/services", "{\"serviceName\":\"twice\"}");
    server.post("/services/twice/binding", "{\"vpcId\":\"vpc-1\"}");
    server.delete("/services/twice");
    server.post("/services", "{\"serviceName\":\"twice\"}");

    assertThat(server.get("/services/twice/bindings").text()).isEqualTo("{\"vpcIds\":[]}");
  }

  @Test
  void refusesWhatIsNotThere() {
    assertThat(server.post("/services/s/binding", "{}").message())
        .isEqualTo("vpcId is required but not set");
    assertThat(server.post("/services/s/binding", null).code()).isEqualTo("InvalidArgument");
    assertThat(server.post("/services/none/binding", "{\"vpcId\":\"v\"}").code())
        .isEqualTo("ServiceNotFound");
    assertThat(server.get("/services/none/bindings").code()).isEqualTo("ServiceNotFound");
    var missing = server.send("DELETE", "/services/s/binding", "{\"vpcId\":\"none\"}");
    assertThat(missing.status()).isEqualTo(404);
    assertThat(missing.code()).isEqualTo("VpcBindingNotFound");
    assertThat(missing.message()).isEqualTo("VPC 'none' is not bound to service 's'");
  }
}
