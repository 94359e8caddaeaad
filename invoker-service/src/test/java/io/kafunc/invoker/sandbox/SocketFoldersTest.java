// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocketFoldersTest {

  @TempDir Path temporary;

  @Test
  void removesWhatAnEarlierRunOfTheSameSuiteLeftAndNothingElse() throws IOException {
    var left =
        Files.createFile(new SocketFolders(temporary, "one").create("a").resolve("inst.sock"));
    var other = new SocketFolders(temporary, "two").create("b");

    new SocketFolders(temporary, "one");

    assertThat(left).doesNotExist();
    assertThat(other).exists();
  }

  @Test
  void letsNobodyElseIn() throws IOException {
    var folder = new SocketFolders(temporary, "one").create("a");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.getParent())))
        .isEqualTo("rwx------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwxr-xr-x");
  }
}
