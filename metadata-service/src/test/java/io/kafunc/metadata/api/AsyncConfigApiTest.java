// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Async-invoke configs on the wire (contract 1.10). */
class AsyncConfigApiTest {

  private static final String DESTINATION = "acs:fc:cn-x::services/s/functions/f";

  @TempDir static Path data;
  private static MetadataServer server;

  @BeforeAll
  static void start() {
    server = MetadataServer.inMemory(data);
    server.post("/services", "{\"serviceName\":\"s\"}");
    server.post("/services/s/functions", MetadataServer.function("f", ""));
    server.post("/services/s/functions", MetadataServer.function("g", ""));
    server.post("/services/s/versions", null);
    server.post("/services/s/aliases", "{\"aliasName\":\"PROD\",\"versionId\":\"1\"}");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void putsGetsReplacesAndDeletes() {
    var path = "/services/s/functions/f/async-invoke-config";
    var put =
        server.put(
            path,
            ("{\"DestinationConfig\":{\"OnSuccess\":{\"Destination\":\"%s\"}},"
                    + "\"MaxAsyncRetryAttempts\":2,\"maxAsyncEventAgeInSeconds\":60,"
                    + "\"statefulInvocation\":true}")
                .formatted(DESTINATION));
    var created = put.json().path("createdTime").asText();
    assertThat(put.text())
        .isEqualTo(
            ("{\"service\":\"s\",\"function\":\"f\",\"qualifier\":\"LATEST\","
                    + "\"destinationConfig\":{\"onSuccess\":{\"destination\":\"%s\"},\"onFailure\":null},"
                    + "\"maxAsyncEventAgeInSeconds\":60,\"maxAsyncRetryAttempts\":2,"
                    + "\"statefulInvocation\":true,\"createdTime\":\"%s\",\"lastModifiedTime\":\"%s\"}")
                .formatted(DESTINATION, created, created));
    assertThat(server.get(path).text()).isEqualTo(put.text());
    assertThat(server.get("/services/s.LATEST/functions/f/async-invoke-config").text())
        .isEqualTo(put.text());

    var replaced = server.put(path, "{\"maxAsyncRetryAttempts\":0}").json();
    assertThat(replaced.get("destinationConfig").get("onSuccess").isNull()).isTrue();
    assertThat(replaced.get("maxAsyncEventAgeInSeconds").isNull()).isTrue();
    assertThat(replaced.get("maxAsyncRetryAttempts").asInt()).isZero();
    assertThat(replaced.get("createdTime").asText()).isEqualTo(created);

    assertThat(server.delete(path).status()).isEqualTo(204);
    assertThat(server.get(path).status()).isEqualTo(404);
    assertThat(server.get(path).code()).isEqualTo("AsyncConfigNotExists");
    assertThat(server.get(path).message()).isEqualTo("AsyncConfig for s:f does not exist.");
    assertThat(server.delete(path).code()).isEqualTo("AsyncConfigNotExists");
  }

  @Test
  void listsTheConfigsOfAFunctionByQualifier() {
    var path = "/services/s/functions/g/async-invoke-configs";
    assertThat(server.get(path).text()).isEqualTo("{\"configs\":null,\"nextToken\":\"\"}");
    for (var service : new String[] {"s", "s.PROD", "s.1"}) {
      server.put("/services/%s/functions/g/async-invoke-config".formatted(service), "{}");
    }
    var page = server.get(path + "?limit=2").json();
    assertThat(page.get("configs").findValuesAsText("qualifier")).containsExactly("1", "LATEST");
    assertThat(page.get("nextToken").asText()).isEqualTo("PROD");
    var rest = server.get(path + "?limit=2&nextToken=PROD").json();
    assertThat(rest.get("configs").findValuesAsText("qualifier")).containsExactly("PROD");
    assertThat(rest.get("nextToken").asText()).isEmpty();

    server.delete("/services/s/functions/g");
    server.post("/services/s/functions", MetadataServer.function("g", ""));
    assertThat(server.get(path).text()).isEqualTo("{\"configs\":null,\"nextToken\":\"\"}");
  }

  @Test
  void listsTheFunctionsWhoseCallsKeepTheirStates() {
    server.post("/services", "{\"serviceName\":\"t\"}");
    for (var name : new String[] {"a", "b", "c"}) {
      server.post("/services/t/functions", MetadataServer.function(name, ""));
      var path = "/services/t/functions/%s/async-invoke-config".formatted(name);
      server.put(path, "{\"statefulInvocation\":%s}".formatted(!name.equals("b")));
    }
    var list = "/stateful-async-invocation-functions";
    assertThat(server.get(list).text())
        .isEqualTo(
            "{\"data\":[{\"serviceName\":\"t\",\"functionName\":\"a\",\"qualifier\":\"LATEST\"},"
                + "{\"serviceName\":\"t\",\"functionName\":\"c\",\"qualifier\":\"LATEST\"}]}");
    var page = server.get(list + "?limit=1").json();
    assertThat(page.get("data").findValuesAsText("functionName")).containsExactly("a");
    var rest = server.get(list + "?limit=1&nextToken=" + page.get("nextToken").asText()).json();
    assertThat(rest.get("data").findValuesAsText("functionName")).containsExactly("c");
    assertThat(rest.has("nextToken")).isFalse();
    assertThat(server.get(list + "?limit=0").code()).isEqualTo("InvalidArgument");

    server.put("/services/t/functions/a/async-invoke-config", "{\"statefulInvocation\":false}");
    server.delete("/services/t/functions/c");
    assertThat(server.get(list).text()).isEqualTo("{\"data\":[]}");
  }

  @Test
  void refusesWrongRequests() {
    refuses("/services/none/functions/f", "{}", 404, "ServiceNotFound");
    refuses("/services/s/functions/none", "{}", 404, "FunctionNotFound");
    refuses("/services/s.NONE/functions/f", "{}", 404, "AliasNotFound");
    refuses("/services/s/functions/f", "{\"maxAsyncRetryAttempts\":9}", 400, "InvalidArgument");
    refuses("/services/s/functions/f", "{\"maxAsyncEventAgeInSeconds\":0}", 400, "InvalidArgument");
    refuses(
        "/services/s/functions/f",
        "{\"destinationConfig\":{\"onFailure\":{\"destination\":\"x\"}}}",
        400,
        "InvalidArgument");
    refuses("/services/s/functions/f", "{\"destinationConfig\":[]}", 400, "InvalidArgument");
    assertThat(server.get("/services/s/functions/none/async-invoke-configs").code())
        .isEqualTo("FunctionNotFound");
    assertThat(server.get("/services/s/functions/g/async-invoke-configs?limit=101").code())
        .isEqualTo("InvalidArgument");
  }

  private static void refuses(String function, String body, int status, String code) {
    var refused = server.put(function + "/async-invoke-config", body);
    assertThat(refused.status()).as(function + body).isEqualTo(status);
    assertThat(refused.code()).isEqualTo(code);
  }
}
