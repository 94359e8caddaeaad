// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataFolderTest {

  @TempDir Path folder;

  @Test
  void makesItsParts() throws IOException {
    try (DataFolder data = DataFolder.open(folder.resolve("new"))) {
      assertThat(data.path().resolve("h2")).isDirectory();
      assertThat(data.path().resolve("logs")).isDirectory();
      assertThat(data.path().resolve("code")).isDirectory();
      assertThat(data.path().resolve("spool")).isDirectory();
    }
  }

  @Test
  void refusesASecondHolderAndNamesTheFirst() throws IOException {
    try (DataFolder held = DataFolder.open(folder)) {
      assertThatThrownBy(() -> DataFolder.open(held.path()))
          .isInstanceOf(StartRefusedException.class)
          .hasMessageContaining(
              "in use by another Kafunc (process " + ProcessHandle.current().pid())
          .hasMessageContaining("--data");
    }
  }

  @Test
  void canBeTakenAgainAfterItWasLeft() throws IOException {
    DataFolder.open(folder).close();
    DataFolder.open(folder).close();
  }

  @Test
  void refusesAFolderThatCannotBeWritten() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> DataFolder.open(file.resolve("data")))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("cannot be written")
        .hasMessageContaining("KAFUNC_DATA");
  }
}
