// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceApiTest {

  @TempDir static Path data;
  private static MetadataServer server;

  @BeforeAll
  static void start() {
    server = MetadataServer.inMemory(data);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void answersWithEveryKeyWhateverIsUnset() {
    var created = server.post("/services", "{\"serviceName\":\"bare\"}");

    assertThat(created.status()).isEqualTo(200);
    assertThat(created.header("Content-Type")).isEqualTo("application/json");
    assertThat(created.header("Etag")).isNotEmpty();
    assertThat(created.header("X-Fc-Request-Id")).hasSize(36);
    var id = created.json().get("serviceId").asText();
    var time = created.json().get("createdTime").asText();
    assertThat(id).hasSize(36);
    assertThat(time).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
    assertThat(created.text())
        .isEqualTo(
            "{\"serviceName\":\"bare\",\"serviceId\":\"%s\",\"description\":\"\",\"role\":\"\","
                    .formatted(id)
                + "\"logConfig\":{\"project\":\"\",\"logstore\":\"\","
                + "\"enableRequestMetrics\":false,\"enableInstanceMetrics\":false},"
                + "\"vpcConfig\":{\"vpcId\":\"\",\"vSwitchIds\":[],\"securityGroupId\":\"\","
                + "\"role\":\"\"},\"internetAccess\":true,"
                + "\"nasConfig\":{\"userId\":-1,\"groupId\":-1,\"mountPoints\":[]},"
                + "\"tracingConfig\":{\"type\":null,\"params\":null},"
                + "\"createdTime\":\"%s\",\"lastModifiedTime\":\"%s\",".formatted(time, time)
                + "\"tags\":{}}");
    var read = server.get("/services/bare");
    assertThat(read.text()).isEqualTo(created.text());
    assertThat(read.header("Etag")).isEqualTo(created.header("Etag"));
  }

  @Test
  void readsFieldsWhateverTheirCaseAndIgnoresWhatItDoesNotKnow() {
    var created =
        server.post(
            "/services",
            "{\"ServiceName\":\"cased\",\"headers\":{\"a\":1},\"role\":null,"
                + "\"nasConfig\":{\"UserId\":100,\"MountPoints\":[{\"ServerAddr\":\"nas:/\","
                + "\"MountDir\":\"/mnt/a\"}]},\"LogConfig\":{\"project\":\"p\","
                + "\"Logstore\":\"l\",\"logBeginRule\":\"None\"}}");

    assertThat(created.status()).isEqualTo(200);
    assertThat(created.json().get("nasConfig").toString())
        .isEqualTo(
            "{\"userId\":100,\"groupId\":100,\"mountPoints\":"
                + "[{\"serverAddr\":\"nas:/\",\"mountDir\":\"/mnt/a\"}]}");
    assertThat(created.json().get("logConfig").toString())
        .isEqualTo(
            "{\"project\":\"p\",\"logstore\":\"l\",\"enableRequestMetrics\":false,"
                + "\"enableInstanceMetrics\":false,\"logBeginRule\":\"None\"}");
  }

  @Test
  void updatesPartlyUnderAnEtag() {
    var created = server.post("/services", "{\"serviceName\":\"u\",\"description\":\"d\"}");

    var updated =
        server.send("PUT", "/services/u", "{\"role\":\"r\"}", "If-Match", created.header("Etag"));
    assertThat(updated.status()).isEqualTo(200);
    assertThat(updated.json().get("description").asText()).isEqualTo("d");
    assertThat(updated.json().get("role").asText()).isEqualTo("r");
    assertThat(updated.header("Etag")).isNotEqualTo(created.header("Etag"));

    var again =
        server.send("PUT", "/services/u", "{\"role\":\"x\"}", "If-Match", created.header("Etag"));
    assertThat(again.status()).isEqualTo(412);
    assertThat(again.text())
        .isEqualTo(
            "{\"ErrorCode\":\"PreconditionFailed\","
                + "\"ErrorMessage\":\"the resource being modified has been changed\"}");
    assertThat(server.get("/services/u").json().get("role").asText()).isEqualTo("r");
  }

  @Test
  void deletesWithAnEmptyAnswer() {
    server.post("/services", "{\"serviceName\":\"gone\"}");

    var deleted = server.delete("/services/gone");
    assertThat(deleted.status()).isEqualTo(204);
    assertThat(deleted.raw().body()).isEmpty();
    assertThat(deleted.header("Content-Type")).isEmpty();
    var missing = server.get("/services/gone");
    assertThat(missing.status()).isEqualTo(404);
    assertThat(missing.code()).isEqualTo("ServiceNotFound");
    assertThat(missing.message()).isEqualTo("service 'gone' does not exist");
    assertThat(server.delete("/services/gone").code()).isEqualTo("ServiceNotFound");
  }

  @Test
  void refusesWrongRequestsInTheVendorsWords() {
    assertThat(server.post("/services", null).code()).isEqualTo("InvalidArgument");
    assertThat(server.post("/services", "{").code()).isEqualTo("InvalidArgument");
    assertThat(server.post("/services", "[]").code()).isEqualTo("InvalidArgument");
    assertThat(server.post("/services", "{}").message())
        .isEqualTo("serviceName is required but not set");
    assertThat(server.post("/services", "{\"serviceName\":7}").status()).isEqualTo(400);
    server.post("/services", "{\"serviceName\":\"twice\"}");
    var second = server.post("/services", "{\"serviceName\":\"twice\"}");
    assertThat(second.status()).isEqualTo(409);
    assertThat(second.code()).isEqualTo("ServiceAlreadyExists");
  }

  @Test
  void listsInByteOrderAndPagesConcatenateToTheWholeWhateverTheLimit() {
    for (var name : List.of("z_b", "z_B", "z_a1", "z_a", "z_-", "z__", "z_A", "z_0")) {
      server.post("/services", "{\"serviceName\":\"%s\"}".formatted(name));
    }
    var whole = List.of("z_-", "z_0", "z_A", "z_B", "z__", "z_a", "z_a1", "z_b");

    for (int limit = 1; limit <= 9; limit++) {
      var names = new ArrayList<String>();
      var next = "";
      do {
        var page =
            server.get("/services?prefix=z_&limit=%d&nextToken=%s".formatted(limit, next)).json();
        page.get("services").forEach(service -> names.add(service.get("serviceName").asText()));
        assertThat(page.get("services").size()).isLessThanOrEqualTo(limit);
        next = page.path("nextToken").asText("");
      } while (!next.isEmpty());
      assertThat(names).isEqualTo(whole);
    }
    assertThat(server.get("/services?prefix=z_a&startKey=z_a1").text())
        .contains("\"z_a1\"")
        .doesNotContain("\"z_a\"", "nextToken");
    assertThat(server.get("/services?prefix=x&nextToken=zzz").text())
        .isEqualTo("{\"services\":[]}");
    assertThat(server.get("/services?limit=0").status()).isEqualTo(400);
    assertThat(server.get("/services?limit=101").status()).isEqualTo(400);
  }
}
