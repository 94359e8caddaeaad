// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The vendor's Node client for functions, unchanged. A script of {@code node/} walks through a part
 * of the API; what it has seen, whole answers and refusals alike, stands in {@code expected/} with
 * the same name, but for names, ids, times and what an archive weighs.
 */
@ExtendWith(RunningSuite.class)
class NodeClientIT {

  private static final byte[] CODE =
      CodeZip.of(
          "index.js",
          """
          exports.handler = (event, context, callback) => callback(null, event);
          exports.init = (context, callback) => callback();
          exports.handled = (event, context, callback) => callback(new Error('sold out'));
          exports.thrown = () => { throw new TypeError('no price'); };
          exports.web = (req, resp) => require("raw-body")(req, "utf8", (error, body) => {
            resp.setHeader("Content-Type", "application/json");
            resp.setHeader("X-Own", "yes");
            const { method, path, queries } = req;
            resp.send(JSON.stringify({ method, path, queries, body }));
          });
          """);

  private final Suite suite;

  NodeClientIT(Suite suite) {
    this.suite = suite;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"services", "releases", "settings", "account", "calls", "stateful", "http"})
  void seesWhatTheContractSays(String part) throws IOException {
    // given
    var service = "node-" + UUID.randomUUID().toString().substring(0, 8);
    var code = Base64.getEncoder().encodeToString(CODE);
    // when
    var seen =
        NodeClients.run(suite, part + ".js", Map.of("service", service, "code", code))
            .toPrettyString();
    // then
    assertThat(withoutWhatChanges(seen, service)).isEqualTo(expected(part));
  }

  private static String withoutWhatChanges(String seen, String service) {
    return seen.replace(service, "SERVICE")
        .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID")
        .replaceAll("Time\" : \"20[12][0-9]-[0-9T:-]+Z\"", "Time\" : \"TIME\"")
        .replaceAll("codeSize\" : [1-9][0-9]*", "codeSize\" : \"SIZE\"")
        .replaceAll("codeChecksum\" : \"[0-9]+\"", "codeChecksum\" : \"CRC-64\"")
        .replaceAll("http://[0-9.:]+/kafunc/code/[0-9a-f]{64}[?]token=[0-9a-z.]+", "URL");
  }

  private static String expected(String part) throws IOException {
    try (var file = NodeClientIT.class.getResourceAsStream("/expected/" + part + ".json")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }
}
