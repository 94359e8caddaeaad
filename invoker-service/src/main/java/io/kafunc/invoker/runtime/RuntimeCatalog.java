// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which runtime names run here and by what: reads {@code runtimes/*}{@code /runtime.json} once and
 * looks for each interpreter. Immutable afterwards.
 */
public final class RuntimeCatalog {

  /** What a runtime name comes to on this machine. */
  public sealed interface Found {
    /**
     * @param folder the runtime's own folder, bound read-only into each instance
     */
    record Runnable(RuntimeManifest manifest, Path folder, Path executable) implements Found {}

    /**
     * @param reason one sentence for the caller: what is missing
     */
    record Missing(String reason) implements Found {}
  }

  private final Map<String, Found> byName = new HashMap<>();
  private final List<Found.Runnable> runnable = new ArrayList<>();

  public RuntimeCatalog(Path folder, List<Path> searchPath, ObjectMapper json) {
    try (Stream<Path> folders = Files.list(folder)) {
      for (Path runtime : folders.sorted().toList()) {
        Path manifest = runtime.resolve("runtime.json");
        if (Files.isRegularFile(manifest)) {
          add(json.readValue(manifest.toFile(), RuntimeManifest.class), runtime, searchPath);
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read the runtimes in " + folder, failure);
    }
  }

  public Found find(String runtimeName) {
    return byName.getOrDefault(
        runtimeName,
        new Found.Missing(
            "runtime '%s' cannot run here: not supported yet".formatted(runtimeName)));
  }

  /** The runtimes whose interpreter is installed, for the banner. */
  public List<Found.Runnable> runnable() {
    return List.copyOf(runnable);
  }

  private void add(RuntimeManifest manifest, Path folder, List<Path> searchPath)
      throws IOException {
    Path real =
        (manifest.program() == null ? folder : folder.resolveSibling(manifest.program()))
            .toRealPath();
    Optional<Path> executable =
        manifest.executables().stream()
            .flatMap(name -> candidates(name, searchPath))
            .filter(RuntimeCatalog::isProgram)
            .findFirst();
    Optional<Found.Runnable> found =
        executable.isEmpty()
            ? Optional.empty()
            : Optional.of(new Found.Runnable(manifest, real, executable.get().toRealPath()));
    found.ifPresent(runnable::add);
    for (String name : manifest.serves()) {
      var missing =
          new Found.Missing("runtime '%s' cannot run here: %s".formatted(name, manifest.missing()));
      if (byName.put(name, found.<Found>map(f -> f).orElse(missing)) != null) {
        throw new IllegalStateException("two folders serve the runtime " + name);
      }
    }
  }

  private static Stream<Path> candidates(String name, List<Path> searchPath) {
    return name.startsWith("/")
        ? Stream.of(Path.of(name))
        : searchPath.stream().map(folder -> folder.resolve(name));
  }

  /** A version manager's shim is a script that needs its owner's home folder: of no use inside. */
  private static boolean isProgram(Path path) {
    if (!Files.isExecutable(path) || Files.isDirectory(path)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(path)) {
      byte[] start = in.readNBytes(2);
      return start.length == 2 && !(start[0] == '#' && start[1] == '!');
    } catch (IOException unreadable) {
      return false;
    }
  }
}
