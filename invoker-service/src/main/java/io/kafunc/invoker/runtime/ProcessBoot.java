// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafunc.invoker.sandbox.InstanceLauncher;
import io.kafunc.invoker.sandbox.InstanceProcess;
import io.kafunc.invoker.sandbox.Launch;
import io.kafunc.invoker.sandbox.SocketFolders;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One process on its way up: socket, start, HELLO. Runs once. */
final class ProcessBoot {

  private static final Logger log = LoggerFactory.getLogger(ProcessBoot.class);
  private static final Duration HELLO_LIMIT = Duration.ofSeconds(30);

  private final RuntimeCatalog.Found.Runnable runtime;
  private final boolean network;
  private final Optional<Path> codeFolder;
  private final String instanceId;
  private final EventLoop loop;
  private final StartupOutput startup = new StartupOutput();
  private final InstanceChannel channel;
  private volatile InstanceSocket socket;

  /**
   * @param codeFolder empty where the code is attached later
   */
  ProcessBoot(
      RuntimeCatalog.Found.Runnable runtime,
      boolean network,
      Optional<Path> codeFolder,
      String instanceId,
      EventLoop loop,
      ObjectMapper json,
      Clock clock) {
    this.runtime = runtime;
    this.network = network;
    this.codeFolder = codeFolder;
    this.instanceId = instanceId;
    this.loop = loop;
    this.channel =
        new InstanceChannel(json, clock, Assignment.MAX_RESPONSE_BYTES, startup.output());
  }

  CompletableFuture<BootedProcess> start(SocketFolders sockets, InstanceLauncher launcher) {
    return launcher
        .launch(() -> prepare(sockets))
        .thenCompose(this::greet)
        .whenComplete(
            (result, failure) -> {
              if (socket != null) {
                socket.close();
              }
            });
  }

  /** On the launcher's thread. */
  private Launch prepare(SocketFolders sockets) throws IOException {
    Path folder = sockets.create(instanceId);
    socket = InstanceSocket.listen(loop, folder, channel);
    return new Launch(
        instanceId,
        runtime.manifest().command(),
        runtime.executable(),
        runtime.folder(),
        folder,
        codeFolder,
        network);
  }

  private CompletableFuture<BootedProcess> greet(InstanceProcess process) {
    RawOutput.read(instanceId, process.output(), this::rawLines);
    process.exit().thenRunAsync(() -> channel.hello().completeExceptionally(exitedEarly()), loop);
    return channel
        .hello()
        .orTimeout(HELLO_LIMIT.toSeconds(), TimeUnit.SECONDS)
        .handleAsync(
            (hello, failure) -> {
              if (failure != null) {
                process.kill();
                channel.close();
                return CompletableFuture.<BootedProcess>failedFuture(failure);
              }
              String engine = hello.path("engine").asText("an unknown engine");
              return CompletableFuture.completedFuture(
                  new BootedProcess(instanceId, process, channel, engine, startup));
            },
            loop)
        .thenCompose(booted -> booted);
  }

  private IOException exitedEarly() {
    var lines = startup.lines();
    String said = lines.isEmpty() ? "" : ": " + lines.getLast().message();
    return new IOException(
        "the %s process ended before it connected%s".formatted(runtime.manifest().name(), said));
  }

  private void rawLines(List<String> raw) {
    try {
      CompletableFuture.runAsync(() -> raw.forEach(channel::rawLine), loop).join();
    } catch (RejectedExecutionException stopped) {
      log.debug("output after the end instanceId={}", instanceId);
    }
  }
}
