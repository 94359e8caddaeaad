// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the access key comes from. */
class AccessKeysTest {

  @TempDir Path data;

  @Test
  void makesAndKeepsAKeyWhenNoneIsGiven() {
    Credentials first = own(Map.of("kafunc.data", data.toString()));
    Credentials second = own(Map.of("kafunc.data", data.toString(), "kafunc.access-key-id", " "));

    assertThat(second.accessKeyId()).isEqualTo(first.accessKeyId());
    assertThat(second.accessKeySecret()).isEqualTo(first.accessKeySecret());
    assertThat(first.accountId()).isEqualTo("1000000000000000");
  }

  @Test
  void takesTheKeyThatIsGivenAndWritesNoFile() {
    Credentials own =
        own(
            Map.of(
                "kafunc.data", data.toString(),
                "kafunc.account-id", "42",
                "kafunc.access-key-id", "id",
                "kafunc.access-key-secret", "secret"));

    assertThat(own.accountId()).isEqualTo("42");
    assertThat(own.accessKeyId()).isEqualTo("id");
    assertThat(own.hasSecret("secret")).isTrue();
    assertThat(own.hasSecret("secre")).isFalse();
    assertThat(data.resolve("credentials")).doesNotExist();
  }

  @Test
  void refusesHalfAKey() {
    assertThatThrownBy(
            () -> own(Map.of("kafunc.data", data.toString(), "kafunc.access-key-id", "id")))
        .hasStackTraceContaining("are given together or not at all");
  }

  @ParameterizedTest
  @CsvSource({
    "kafunc.account-id, a b",
    "kafunc.region, ''",
    "kafunc.access-key-id, a:b",
    "kafunc.access-key-id, ünicode",
  })
  void refusesWhatNoRequestCouldSay(String setting, String value) {
    Map<String, Object> settings =
        new HashMap<>(Map.of("kafunc.data", data.toString(), "kafunc.access-key-secret", "s"));
    settings.put("kafunc.access-key-id", "id");
    settings.put(setting, value);

    assertThatThrownBy(() -> own(settings))
        .hasStackTraceContaining(setting + " is '" + value + "' (allowed: ");
  }

  @Test
  void saysWhichFolderItCannotUse() throws Exception {
    Path file = Files.writeString(data.resolve("file"), "");

    assertThatThrownBy(() -> own(Map.of("kafunc.data", file.toString())))
        .hasStackTraceContaining("cannot read or make " + file.resolve("credentials"));
  }

  private static Credentials own(Map<String, Object> settings) {
    try (ApplicationContext context = ApplicationContext.run(settings)) {
      return context.getBean(AccessKeys.class).own();
    }
  }
}
