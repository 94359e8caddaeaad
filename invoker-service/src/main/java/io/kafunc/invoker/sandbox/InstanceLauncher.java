// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.sandbox;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Starts all instances from one platform thread that lives as long as the process. "Die with
 * parent" means the starting thread to the kernel: a sandbox started from a pool thread dies when
 * that thread is retired.
 */
public final class InstanceLauncher {

  private static final ExecutorService THREAD =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("instance-launcher").daemon(true).factory());

  private final Sandbox sandbox;

  public InstanceLauncher(Sandbox sandbox) {
    this.sandbox = sandbox;
  }

  public Sandbox sandbox() {
    return sandbox;
  }

  /** Runs the preparation on the launching thread, then starts what it says. */
  public CompletableFuture<InstanceProcess> launch(Callable<Launch> preparation) {
    var started = new CompletableFuture<InstanceProcess>();
    THREAD.execute(
        () -> {
          try {
            started.complete(sandbox.start(preparation.call()));
          } catch (Exception failure) {
            started.completeExceptionally(failure);
          }
        });
    return started;
  }
}
