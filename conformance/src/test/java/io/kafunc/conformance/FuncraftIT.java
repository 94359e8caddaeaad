// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Funcraft, the vendor's deployment tool, unchanged: deploys the application in {@code funcraft/},
 * deploys it again with a change, and calls it.
 */
@ExtendWith(RunningSuite.class)
class FuncraftIT {

  private final Suite suite;
  private final String service = "tea-" + UUID.randomUUID().toString().substring(0, 8);
  private final String base = "/2016-08-15/services/" + service + "/functions/";

  FuncraftIT(Suite suite) {
    this.suite = suite;
  }

  @Test
  void deploysAnApplicationAndItsChanges(@TempDir Path folder) throws IOException {
    // given
    copyApplication(folder);
    // when
    var first = NodeClients.fun(suite, folder, "deploy", "-y");
    // then
    assertThat(first)
        .contains("trigger nightly deploy success")
        .contains("trigger http deploy success")
        .contains("service " + service + " deploy success")
        .contains("custom domain " + service + ".example.com deploy success");
    assertThat(suite.json(base + "price").get("memorySize").asInt()).isEqualTo(256);
    assertThat(currency()).isEqualTo("CNY");
    var timer = suite.json(base + "price/triggers/nightly");
    assertThat(timer.get("triggerType").asText()).isEqualTo("timer");
    assertThat(timer.get("triggerConfig"))
        .isEqualTo(
            Suite.parse(
                "{\"cronExpression\":\"0 0 4 * * *\",\"enable\":false,\"payload\":\"nightly\"}"));
    var http = suite.json(base + "page/triggers/http");
    assertThat(http.get("triggerConfig"))
        .isEqualTo(Suite.parse("{\"authType\":\"anonymous\",\"methods\":[\"GET\",\"POST\"]}"));
    assertThat(route().get("functionName").asText()).isEqualTo("page");

    // when
    change(folder.resolve("template.yml"), "MemorySize: 256", "MemorySize: 512");
    change(folder.resolve("template.yml"), "CURRENCY: CNY", "CURRENCY: EUR");
    NodeClients.fun(suite, folder, "deploy", "-y");
    // then
    assertThat(suite.json(base + "price").get("memorySize").asInt()).isEqualTo(512);
    assertThat(currency()).isEqualTo("EUR");

    // when
    var called = NodeClients.fun(suite, folder, "invoke", service + "/price", "-e", "an order");
    // then
    assertThat(called).contains("priced an order in EUR").contains("Memory Size: 512 MB");
  }

  private String currency() {
    return suite.json(base + "price").get("environmentVariables").get("CURRENCY").asText();
  }

  private JsonNode route() {
    return suite
        .json("/2016-08-15/custom-domains/" + service + ".example.com")
        .get("routeConfig")
        .get("routes")
        .get(0);
  }

  private void copyApplication(Path folder) throws IOException {
    var application = Launched.home().resolve("conformance/src/test/resources/funcraft");
    try (var files = Files.walk(application)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var copy = folder.resolve(application.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
    change(folder.resolve("template.yml"), "SERVICE", service);
    // The tool would report each run to its maker.
    Files.createDirectories(folder.resolve(".fcli"));
    Files.writeString(folder.resolve(".fcli/config.yaml"), "report: false\n");
  }

  private static void change(Path file, String before, String after) throws IOException {
    Files.writeString(file, Files.readString(file).replace(before, after));
  }
}
