// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key that the first start makes. */
class CredentialsFileTest {

  @TempDir Path folder;

  @Test
  void makesAKeyOnceForItsOwnerOnly() throws IOException {
    Path data = folder.resolve("new/data");

    Credentials made = CredentialsFile.in(data).readOrMake("1");
    Credentials again = CredentialsFile.in(data).readOrMake("1");

    assertThat(again.accessKeyId()).isEqualTo(made.accessKeyId()).startsWith("KF").hasSize(18);
    assertThat(again.accessKeySecret()).isEqualTo(made.accessKeySecret()).hasSize(32);
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(data.resolve("credentials"))))
        .isEqualTo("rw-------");
    try (var files = Files.list(data)) {
      assertThat(files.map(file -> file.getFileName().toString())).containsExactly("credentials");
    }
  }

  @Test
  void agreesWithWhoeverStartsAtTheSameTime() throws InterruptedException {
    Set<String> seen = ConcurrentHashMap.newKeySet();
    Thread[] starts = new Thread[8];
    for (int i = 0; i < starts.length; i++) {
      starts[i] =
          Thread.ofPlatform()
              .start(() -> seen.add(CredentialsFile.in(folder).readOrMake("1").accessKeyId()));
    }
    for (Thread start : starts) {
      start.join();
    }

    assertThat(seen).hasSize(1);
  }

  @Test
  void saysWhichFileItCannotRead() throws IOException {
    Files.writeString(folder.resolve("credentials"), "access_key_id=a\n");

    assertThatThrownBy(() -> CredentialsFile.in(folder).readOrMake("1"))
        .hasMessageContaining(folder.resolve("credentials").toString())
        .hasMessageContaining("access_key_secret");
  }
}
