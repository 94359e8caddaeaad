// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafunc.invoker.catalog.FunctionSpec;
import io.kafunc.invoker.sandbox.InstanceLauncher;
import io.kafunc.invoker.sandbox.SocketFolders;
import io.kafunc.schemas.metadata.CodeArchive;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts instances: finds the runtime, has the code unpacked, takes a booted process or boots one,
 * and leads it through ASSIGN and INIT. Nothing blocks the caller. The stages always complete
 * normally; a failure is a {@link StartResult}.
 */
public final class InstanceStarter implements Instance.Starter, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(InstanceStarter.class);

  private final RuntimeCatalog runtimes;
  private final CodeFolders code;
  private final SocketFolders sockets;
  private final InstanceLauncher launcher;
  private final EventLoopGroup loops;
  private final RoleCredentials credentials;
  private final OutputJournal journal;
  private final Supplier<String> ids;
  private final String region;
  private final ObjectMapper json;
  private final Clock clock;
  private final SpareProcesses spares;

  public InstanceStarter(
      RuntimeCatalog runtimes,
      CodeFolders code,
      SocketFolders sockets,
      InstanceLauncher launcher,
      EventLoopGroup loops,
      RoleCredentials credentials,
      OutputJournal journal,
      Supplier<String> ids,
      String region,
      ObjectMapper json,
      Clock clock,
      SpareSettings spares) {
    this.runtimes = runtimes;
    this.code = code;
    this.sockets = sockets;
    this.launcher = launcher;
    this.loops = loops;
    this.credentials = credentials;
    this.journal = journal;
    this.ids = ids;
    this.region = region;
    this.json = json;
    this.clock = clock;
    this.spares =
        new SpareProcesses(
            SparePolicy.of(spares),
            SparePolicy.sandboxes(launcher.sandbox().awaits() ? spares.sandboxes() : 0, spares),
            Runtime.getRuntime().availableProcessors(),
            new WithoutCode(),
            System::nanoTime);
  }

  @Override
  public CompletionStage<StartResult> start(FunctionSpec spec, String requestId) {
    long begin = System.nanoTime();
    return switch (runtimes.find(spec.function().runtime())) {
      case RuntimeCatalog.Found.Missing(String reason) -> done(new StartResult.NotRunnable(reason));
      case RuntimeCatalog.Found.Runnable runtime when spec.code().isEmpty() ->
          done(
              new StartResult.NotRunnable(
                  "function '%s' has no code".formatted(spec.functionName())));
      case RuntimeCatalog.Found.Runnable runtime ->
          code.folder(spec.code().get())
              .thenCompose(folder -> begin(spec, requestId, runtime, folder, begin))
              .thenApply(result -> keeping(spec.code().get(), result))
              .exceptionally(failure -> new StartResult.StartFailed(reason(failure)));
    };
  }

  private StartResult keeping(CodeArchive archive, StartResult result) {
    if (result instanceof StartResult.Started(var instance)) {
      code.inUse(archive, instance.ended());
    }
    return result;
  }

  private CompletionStage<StartResult> begin(
      FunctionSpec spec,
      String requestId,
      RuntimeCatalog.Found.Runnable runtime,
      Path codeFolder,
      long begin) {
    boolean network = spec.service().internetAccess() && !runtime.manifest().ownNetwork();
    var kind = new SpareShelf.Kind(runtime, network);
    return furnished(kind, codeFolder)
        .thenCompose(
            process -> {
              var hooks = new LifecycleHooks(spec, process.booted, journal, ids, json, clock);
              return new InstanceStart(spec, requestId, process.booted, hooks, begin, json, clock)
                  .start(head(spec, requestId, process));
            });
  }

  /** A booted process that sees the function's code. */
  private record Furnished(BootedProcess booted, String codePath) {}

  private CompletableFuture<Furnished> furnished(SpareShelf.Kind kind, Path codeFolder) {
    if (!launcher.sandbox().attaches()) {
      return bootWith(kind, codeFolder);
    }
    return spares
        .take(kind)
        .thenCompose(spare -> furnish(spare, codeFolder))
        .handle(
            (process, failure) ->
                failure == null
                    ? CompletableFuture.completedFuture(process)
                    : bootInstead(kind, codeFolder, failure))
        .thenCompose(Function.identity());
  }

  private static CompletableFuture<Furnished> furnish(BootedProcess booted, Path codeFolder) {
    return booted
        .process()
        .attach(codeFolder)
        .whenComplete(
            (path, failure) -> {
              if (failure != null) {
                booted.kill();
              }
            })
        .thenApply(path -> new Furnished(booted, path));
  }

  /** A waiting process may die at the moment it is taken: the caller need not know. */
  private CompletableFuture<Furnished> bootInstead(
      SpareShelf.Kind kind, Path codeFolder, Throwable failure) {
    log.warn("a spare process was of no use: {}", reason(failure));
    return bootWith(kind, codeFolder);
  }

  private CompletableFuture<Furnished> bootWith(SpareShelf.Kind kind, Path codeFolder) {
    return boot(kind, Optional.of(codeFolder), nearest())
        .thenCompose(booted -> furnish(booted, codeFolder));
  }

  private CompletableFuture<BootedProcess> boot(
      SpareShelf.Kind kind, Optional<Path> codeFolder, EventLoop loop) {
    return new ProcessBoot(kind.network(), ids.get(), loop, json, clock)
        .start(kind.runtime(), codeFolder, sockets, launcher);
  }

  /** Boots of processes whose code is attached later. */
  private final class WithoutCode implements SpareProcesses.Boots {

    @Override
    public CompletableFuture<BootedProcess> boot(SpareShelf.Kind kind) {
      return InstanceStarter.this.boot(kind, Optional.empty(), nearest());
    }

    @Override
    public CompletableFuture<ProcessBoot> open(EmptySandboxes.Reach reach) {
      boolean network = reach == EmptySandboxes.Reach.NETWORK;
      return new ProcessBoot(network, ids.get(), nearest(), json, clock).open(sockets, launcher);
    }
  }

  SpareProcesses spares() {
    return spares;
  }

  @Override
  public void close() {
    spares.close();
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

  private byte[] head(FunctionSpec spec, String requestId, Furnished process) {
    var assignment =
        new Assignment(
            spec, process.booted.instanceId(), region, process.codePath, credentials.of(spec));
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
