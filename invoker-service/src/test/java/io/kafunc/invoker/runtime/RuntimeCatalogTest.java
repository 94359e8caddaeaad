// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafunc.invoker.runtime.RuntimeCatalog.Found;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuntimeCatalogTest {

  @TempDir Path folder;

  @Test
  void findsTheInterpreterOfARuntimeName() throws IOException {
    runtime("shell", "shell1", "/bin/true");

    var found = (Found.Runnable) catalog().find("shell1");

    assertThat(found.executable()).isEqualTo(Path.of("/bin/true").toRealPath());
    assertThat(found.manifest().name()).isEqualTo("shell");
    assertThat(found.folder()).isEqualTo(folder.toRealPath().resolve("shell"));
  }

  @Test
  void saysWhatIsMissing() throws IOException {
    runtime("shell", "shell1", "/no/such/program");

    assertThat(catalog().find("shell1"))
        .isEqualTo(
            new Found.Missing("runtime 'shell1' cannot run here: the shell is not installed"));
    assertThat(catalog().find("php7.2"))
        .isEqualTo(new Found.Missing("runtime 'php7.2' cannot run here: not supported yet"));
    assertThat(catalog().runnable()).isEmpty();
  }

  @Test
  void passesOverScripts() throws IOException {
    var shims = Files.createDirectory(folder.resolve("shims"));
    var shim = Files.writeString(shims.resolve("true"), "#!/bin/sh\n");
    assertThat(shim.toFile().setExecutable(true)).isTrue();
    runtime("shell", "shell1", "true");

    var catalog = new RuntimeCatalog(folder, List.of(shims, Path.of("/bin")), new ObjectMapper());

    assertThat(((Found.Runnable) catalog.find("shell1")).executable())
        .isEqualTo(Path.of("/bin/true").toRealPath());
  }

  @Test
  void refusesTwoFoldersForOneName() throws IOException {
    runtime("one", "same", "/bin/true");
    runtime("two", "same", "/bin/true");

    assertThatThrownBy(this::catalog).hasMessage("two folders serve the runtime same");
  }

  @Test
  void knowsEveryNodeAndPythonNameOfFunctionCompute() {
    var catalog = RuntimeBench.catalog();

    for (String name :
        List.of(
            "nodejs4.4", "nodejs6", "nodejs8", "nodejs10", "nodejs12", "python2.7", "python3")) {
      assertThat(catalog.find(name).toString()).as(name).doesNotContain("not supported yet");
    }
  }

  private RuntimeCatalog catalog() {
    return new RuntimeCatalog(folder, List.of(), new ObjectMapper());
  }

  private void runtime(String name, String serves, String executable) throws IOException {
    var runtime = Files.createDirectory(folder.resolve(name));
    Files.writeString(
        runtime.resolve("runtime.json"),
        """
        {"name": "%s", "serves": ["%s"], "executables": ["%s"], "command": ["{executable}"],
         "missing": "the shell is not installed"}
        """
            .formatted(name, serves, executable));
  }
}
