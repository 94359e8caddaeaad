// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SettingsTest {

  @TempDir Path folder;

  @Test
  void aFlagGoesBeforeTheEnvironmentAndThatBeforeTheFile() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("kafunc.yml"), "kafunc:\n  port: 1\n  host: h1\n  region: r1\n");
    Settings settings =
        Settings.of(
            Map.of("kafunc.port", "3"),
            Map.of("KAFUNC_PORT", "2", "KAFUNC_HOST", "h2"),
            Optional.of(file));
    assertThat(settings.port()).isEqualTo(3);
    assertThat(settings.host()).isEqualTo("h2");
    assertThat(settings.find("kafunc.region")).contains("r1");
  }

  @Test
  void hasDefaultsWithoutAnything() {
    Settings settings = Settings.of(Map.of(), Map.of(), Optional.empty());
    assertThat(settings.port()).isEqualTo(8080);
    assertThat(settings.host()).isEqualTo("127.0.0.1");
    assertThat(settings.data()).isEqualTo(Path.of("./data"));
  }

  @Test
  void readsAFileOfPropertiesToo() throws IOException {
    Path file = Files.writeString(folder.resolve("my.properties"), "kafunc.kafka.fsync=true\n");
    Settings settings = Settings.of(Map.of(), Map.of(), Optional.of(file));
    assertThat(settings.find("kafunc.kafka.fsync")).contains("true");
  }

  @Test
  void saysThatTheFileIsNotThere() {
    assertThatThrownBy(
            () -> Settings.of(Map.of(), Map.of(), Optional.of(folder.resolve("none.yml"))))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("none.yml is not there");
  }

  @Test
  void saysWhatIsWrongWithTheFile() throws IOException {
    Path file = Files.writeString(folder.resolve("bad.yml"), "kafunc: [");
    assertThatThrownBy(() -> Settings.of(Map.of(), Map.of(), Optional.of(file)))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("cannot be read");
  }

  @Test
  void refusesAPortThatIsNone() {
    Settings settings = Settings.of(Map.of("kafunc.port", "http"), Map.of(), Optional.empty());
    assertThatThrownBy(settings::port)
        .isInstanceOf(StartRefusedException.class)
        .hasMessage("The port http is not a number from 0 to 65535.");
  }
}
