// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

import io.kafunc.invoker.sandbox.BubblewrapSandbox;
import io.kafunc.invoker.sandbox.ProcessSandbox;
import io.kafunc.invoker.sandbox.Sandbox;
import io.kafunc.invoker.sandbox.SandboxProbe;
import io.kafunc.invoker.sandbox.SandboxSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** One runtime on one rung: where a contract test runs. */
record Place(RuntimeCatalog.Found.Runnable runtime, Sandbox sandbox) {

  private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

  /** Every language on every rung; as root, bubblewrap has to be there. */
  static Stream<Place> all() {
    var rungs = rungs();
    return RuntimeBench.catalog().runnable().stream()
        .filter(runtime -> !runtime.manifest().ownNetwork())
        .flatMap(runtime -> rungs.stream().map(rung -> new Place(runtime, rung)));
  }

  static List<Sandbox> rungs() {
    var rungs = new ArrayList<Sandbox>(List.of(new ProcessSandbox("contract")));
    var bubblewrap = bubblewrap();
    if (bubblewrap.works()) {
      rungs.add(bubblewrap);
    } else if (ROOT) {
      throw new AssertionError("bubblewrap is missing: apt install bubblewrap");
    }
    return rungs;
  }

  /** The levels that are tested here; a missing one of them is a failure as root. */
  static List<String> levels() {
    return rungs().stream().map(rung -> rung.report().level()).toList();
  }

  private static BubblewrapSandbox bubblewrap() {
    try {
      var settings = new SandboxSettings("bubblewrap", false, "kafunc", false);
      String suite = "contract-" + ProcessHandle.current().pid();
      return SandboxProbe.bubblewrap(settings, ROOT, suite, Files.createTempDirectory("kf"));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  RuntimeBench bench() {
    return new RuntimeBench(sandbox, contract());
  }

  RuntimeBench bench(SpareSettings spares) {
    return new RuntimeBench(sandbox, contract(), spares);
  }

  boolean isolated() {
    return sandbox.report().isolated();
  }

  boolean isNode() {
    return runtime.manifest().name().equals("nodejs");
  }

  Functions function(String export) {
    return Functions.function(runtime.manifest().serves().getLast(), "index." + export);
  }

  Functions handler(String handler) {
    return Functions.function(runtime.manifest().serves().getLast(), handler);
  }

  private Path contract() {
    return runtime.folder().resolve("contract");
  }

  @Override
  public String toString() {
    return runtime.manifest().name() + " in " + sandbox.report().rung();
  }
}
