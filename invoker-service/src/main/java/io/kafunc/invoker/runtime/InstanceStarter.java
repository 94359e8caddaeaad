// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafunc.invoker.catalog.FunctionSpec;
import io.kafunc.invoker.sandbox.InstanceLauncher;
import io.kafunc.invoker.sandbox.SocketFolders;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Starts instances: finds the runtime, has the code unpacked, opens the socket, launches the
 * process and leads it through ASSIGN and INIT. Nothing blocks the caller. The stages always
 * complete normally; a failure is a {@link StartResult}.
 */
public final class InstanceStarter implements Instance.Starter {

  private final RuntimeCatalog runtimes;
  private final CodeFolders code;
  private final SocketFolders sockets;
  private final InstanceLauncher launcher;
  private final EventLoopGroup loops;
  private final RoleCredentials credentials;
  private final Supplier<String> ids;
  private final String region;
  private final ObjectMapper json;
  private final Clock clock;

  public InstanceStarter(
      RuntimeCatalog runtimes,
      CodeFolders code,
      SocketFolders sockets,
      InstanceLauncher launcher,
      EventLoopGroup loops,
      RoleCredentials credentials,
      Supplier<String> ids,
      String region,
      ObjectMapper json,
      Clock clock) {
    this.runtimes = runtimes;
    this.code = code;
    this.sockets = sockets;
    this.launcher = launcher;
    this.loops = loops;
    this.credentials = credentials;
    this.ids = ids;
    this.region = region;
    this.json = json;
    this.clock = clock;
  }

  @Override
  public CompletionStage<StartResult> start(FunctionSpec spec, String requestId) {
    long begin = System.nanoTime();
    var loop = nearest();
    return switch (runtimes.find(spec.function().runtime())) {
      case RuntimeCatalog.Found.Missing(String reason) -> done(new StartResult.NotRunnable(reason));
      case RuntimeCatalog.Found.Runnable runtime when spec.code().isEmpty() ->
          done(
              new StartResult.NotRunnable(
                  "function '%s' has no code".formatted(spec.functionName())));
      case RuntimeCatalog.Found.Runnable runtime ->
          code.folder(spec.code().get())
              .thenCompose(folder -> boot(spec, requestId, runtime, folder, begin, loop))
              .exceptionally(failure -> new StartResult.StartFailed(reason(failure)));
    };
  }

  private CompletionStage<StartResult> boot(
      FunctionSpec spec,
      String requestId,
      RuntimeCatalog.Found.Runnable runtime,
      Path codeFolder,
      long begin,
      EventLoop loop) {
    boolean network = spec.service().internetAccess();
    return new ProcessBoot(runtime, network, Optional.of(codeFolder), ids.get(), loop, json, clock)
        .start(sockets, launcher)
        .thenCompose(booted -> assign(spec, requestId, booted, codeFolder, begin));
  }

  private CompletionStage<StartResult> assign(
      FunctionSpec spec, String requestId, BootedProcess booted, Path codeFolder, long begin) {
    return new InstanceStart(spec, requestId, booted, begin, json, clock)
        .start(codeFolder, path -> head(spec, requestId, booted.instanceId(), path));
  }

  /** The loop that asks, if one does: the calls of the connection it serves then stay on it. */
  private EventLoop nearest() {
    for (EventExecutor executor : loops) {
      if (executor.inEventLoop() && executor instanceof EventLoop loop) {
        return loop;
      }
    }
    return loops.next();
  }

  private byte[] head(FunctionSpec spec, String requestId, String instanceId, String codePath) {
    var assignment = new Assignment(spec, instanceId, region, codePath, credentials.of(spec));
    try {
      return json.writeValueAsBytes(assignment.head(requestId));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static CompletionStage<StartResult> done(StartResult result) {
    return CompletableFuture.completedStage(result);
  }

  private static String reason(Throwable failure) {
    var cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }
}
