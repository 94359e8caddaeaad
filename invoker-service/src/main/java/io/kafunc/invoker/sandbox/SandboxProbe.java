// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.sandbox;

/** Chooses the strongest rung that works here, or says why none may be used. */
public final class SandboxProbe {

  private SandboxProbe() {}

  /**
   * @param loopback whether the API is bound to loopback only
   * @param suite names this suite on this machine
   */
  public static Sandbox choose(
      SandboxSettings settings, boolean root, boolean loopback, String suite) {
    var bubblewrap = new BubblewrapSandbox(new BubblewrapCommand(root));
    return switch (settings.rung()) {
      case "auto" ->
          bubblewrap.works() ? bubblewrap : process(settings.allowInsecure(), loopback, suite);
      case "bubblewrap" -> required(bubblewrap);
      case "process" -> process(settings.allowInsecure(), loopback, suite);
      default ->
          throw new IllegalArgumentException(
              "kafunc.sandbox.rung is '%s' (allowed: auto, bubblewrap, process)"
                  .formatted(settings.rung()));
    };
  }

  private static Sandbox required(BubblewrapSandbox bubblewrap) {
    if (!bubblewrap.works()) {
      throw new IllegalStateException("bubblewrap does not work here (apt install bubblewrap)");
    }
    return bubblewrap;
  }

  private static Sandbox process(boolean allowInsecure, boolean loopback, String suite) {
    if (!loopback && !allowInsecure) {
      throw new IllegalStateException(
          "functions would run without isolation while the API is not bound to loopback:"
              + " apt install bubblewrap, or set kafunc.sandbox.allow-insecure=true");
    }
    return new ProcessSandbox(suite);
  }
}
