// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountSettingsApiTest {

  @TempDir static Path data;
  private static MetadataServer server;

  @BeforeAll
  static void start() {
    server =
        MetadataServer.start(
            data, Map.of("kafunc.metadata.in-memory", true, "kafunc.limits.code-bytes", 1000));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void namesOneZoneOfItsRegion() {
    var answer = server.get("/account-settings");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.text()).isEqualTo("{\"availableAZs\":[\"local-a\"]}");
  }

  @Test
  void tellsTheLimitsThatAreAskedForAsText() {
    assertThat(server.get("/accountConfigs?config=CodeSizeLimit&config=Unknown").text())
        .isEqualTo("{\"CodeSizeLimit\":\"1000\"}");
    assertThat(server.get("/accountConfigs").text()).isEqualTo("{}");
  }

  @Test
  void reservesNoCapacity() {
    assertThat(server.get("/reservedCapacities?limit=5&nextToken=x").text())
        .isEqualTo("{\"reservedCapacities\":[]}");
    assertThat(server.get("/reservedCapacities?limit=0").code()).isEqualTo("InvalidArgument");
  }
}
