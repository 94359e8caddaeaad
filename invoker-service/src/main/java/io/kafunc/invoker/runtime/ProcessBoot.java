// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafunc.invoker.runtime.RuntimeCatalog.Found;
import io.kafunc.invoker.sandbox.InstanceLauncher;
import io.kafunc.invoker.sandbox.InstanceProcess;
import io.kafunc.invoker.sandbox.Launch;
import io.kafunc.invoker.sandbox.Program;
import io.kafunc.invoker.sandbox.SocketFolders;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One process on its way up: socket, start, HELLO. It starts with its program, or waits in its
 * sandbox to be told it. Runs once.
 */
final class ProcessBoot {

  private static final Logger log = LoggerFactory.getLogger(ProcessBoot.class);
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final boolean network;
  private final String instanceId;
  private final EventLoop loop;
  private final StartupOutput startup = new StartupOutput();
  private final InstanceChannel channel;
  private final CompletableFuture<Void> awaits = new CompletableFuture<>();
  private volatile InstanceSocket socket;
  private volatile InstanceProcess process;

  ProcessBoot(boolean network, String instanceId, EventLoop loop, ObjectMapper json, Clock clock) {
    this.network = network;
    this.instanceId = instanceId;
    this.loop = loop;
    this.channel =
        new InstanceChannel(json, clock, Assignment.MAX_RESPONSE_BYTES, startup.output());
  }

  /**
   * @param codeFolder empty where the code is attached later
   */
  CompletableFuture<BootedProcess> start(
      Found.Runnable runtime,
      Optional<Path> codeFolder,
      SocketFolders sockets,
      InstanceLauncher launcher) {
    awaits.complete(null);
    return launcher
        .launch(() -> prepare(Optional.of(program(runtime)), codeFolder, sockets))
        .thenCompose(started -> greet(started, runtime))
        .whenComplete((_, _) -> closeSocket());
  }

  /** Starts it without a program; completes with itself once its sandbox stands. */
  CompletableFuture<ProcessBoot> open(SocketFolders sockets, InstanceLauncher launcher) {
    return launcher
        .launch(() -> prepare(Optional.empty(), Optional.empty(), sockets))
        .thenCompose(this::awaitSandbox)
        .whenComplete(
            (_, failure) -> {
              if (failure != null) {
                close();
              }
            });
  }

  /** Tells it its program, after {@link #open}. */
  CompletableFuture<BootedProcess> run(Found.Runnable runtime) {
    return process
        .run(program(runtime))
        .thenCompose(_ -> hello(runtime))
        .whenComplete(
            (_, failure) -> {
              closeSocket();
              if (failure != null) {
                close();
              }
            });
  }

  boolean alive() {
    return !process.exit().isDone();
  }

  /** Ends what waits for a program. */
  void close() {
    if (process != null) {
      process.kill();
    }
    channel.close();
    closeSocket();
  }

  private static Program program(Found.Runnable runtime) {
    return new Program(runtime.manifest().command(), runtime.executable(), runtime.folder());
  }

  /** On the launcher's thread. */
  private Launch prepare(Optional<Program> program, Optional<Path> code, SocketFolders sockets)
      throws IOException {
    Path folder = sockets.create(instanceId);
    socket = InstanceSocket.listen(loop, folder, channel);
    return new Launch(instanceId, program, folder, code, network);
  }

  private CompletableFuture<ProcessBoot> awaitSandbox(InstanceProcess started) {
    begun(started);
    started.exit().thenRunAsync(() -> awaits.completeExceptionally(exitedEarly("a sandbox")), loop);
    return awaits.orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).thenApply(_ -> this);
  }

  private CompletableFuture<BootedProcess> greet(InstanceProcess started, Found.Runnable runtime) {
    begun(started);
    return hello(runtime);
  }

  private void begun(InstanceProcess started) {
    process = started;
    RawOutput.read(instanceId, started.output(), this::rawLines);
  }

  private CompletableFuture<BootedProcess> hello(Found.Runnable runtime) {
    String what = "the %s process".formatted(runtime.manifest().name());
    process
        .exit()
        .thenRunAsync(() -> channel.hello().completeExceptionally(exitedEarly(what)), loop);
    return channel
        .hello()
        .orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS)
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

  private void closeSocket() {
    if (socket != null) {
      socket.close();
    }
  }

  private IOException exitedEarly(String what) {
    var lines = startup.lines();
    String said = lines.isEmpty() ? "" : ": " + lines.getLast().message();
    return new IOException(what + " ended before it connected" + said);
  }

  /** The first empty line of a sandbox that waits says that it stands. */
  private void rawLines(List<String> raw) {
    var lines = new ArrayList<>(raw);
    if (!awaits.isDone() && lines.remove("")) {
      awaits.complete(null);
    }
    try {
      CompletableFuture.runAsync(() -> lines.forEach(channel::rawLine), loop).join();
    } catch (RejectedExecutionException stopped) {
      log.debug("output after the end instanceId={}", instanceId);
    }
  }
}
