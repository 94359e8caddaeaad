// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafunc.invoker.catalog.FunctionSpec;
import io.kafunc.invoker.sandbox.InstanceLauncher;
import io.kafunc.invoker.sandbox.Sandbox;
import io.kafunc.invoker.sandbox.SocketFolders;
import io.kafunc.schemas.invocation.OutputLine;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Real instances of one runtime in one sandbox, running code from a folder. */
public final class RuntimeBench implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final List<Instance> started = new CopyOnWriteArrayList<>();
  private final List<Hook> hooks = new CopyOnWriteArrayList<>();
  private final Path temporary;
  private final InstanceStarter starter;

  /** Without spare processes: every start boots one. */
  public RuntimeBench(Sandbox sandbox, Path code) {
    this(sandbox, code, new SpareSettings(0, 0, 0, Duration.ZERO));
  }

  public RuntimeBench(Sandbox sandbox, Path code, SpareSettings spares) {
    try {
      temporary = Files.createTempDirectory("kf");
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
    starter =
        new InstanceStarter(
            catalog(),
            archive -> CompletableFuture.completedStage(code),
            new SocketFolders(temporary, "test"),
            new InstanceLauncher(sandbox),
            loops,
            spec -> new Credentials("id", "secret", "token"),
            this::hookLines,
            () -> UUID.randomUUID().toString(),
            "local",
            JSON,
            Clock.systemUTC(),
            spares);
  }

  public static Path runtimes() {
    Path here = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(here.resolve("runtimes"))) {
      here = here.getParent();
    }
    return here.resolve("runtimes");
  }

  public static RuntimeCatalog catalog() {
    return new RuntimeCatalog(runtimes(), List.of(Path.of("/usr/bin")), JSON);
  }

  public Instance.Starter starter() {
    return starter;
  }

  public StartResult start(FunctionSpec spec) {
    var result =
        starter
            .start(spec, "start-request")
            .toCompletableFuture()
            .orTimeout(30, TimeUnit.SECONDS)
            .join();
    if (result instanceof StartResult.Started(Instance instance)) {
      started.add(instance);
    }
    return result;
  }

  public Instance instance(Functions function) {
    return instance(function.spec());
  }

  public Instance instance(FunctionSpec spec) {
    return switch (start(spec)) {
      case StartResult.Started(Instance instance) -> instance;
      case StartResult other -> throw new AssertionError(describe(other));
    };
  }

  public Ran run(Instance instance, String requestId, String event) {
    var lines = new CopyOnWriteArrayList<OutputLine>();
    var report =
        instance
            .run(new Call(requestId, event.getBytes(), 0), lines::add)
            .toCompletableFuture()
            .orTimeout(60, TimeUnit.SECONDS)
            .join();
    return new Ran(report, lines);
  }

  public Ran run(Functions function, String event) {
    return run(instance(function), "request-1", event);
  }

  private OutputJournal.Lines hookLines(
      FunctionSpec function, String instanceId, String requestId) {
    var lines = new CopyOnWriteArrayList<String>();
    return new OutputJournal.Lines() {
      @Override
      public void accept(OutputLine line) {
        lines.add(line.message());
      }

      @Override
      public void close() {
        hooks.add(new Hook(instanceId, requestId, lines));
      }
    };
  }

  /** The hooks that have ended, in their order. */
  public List<Hook> hooks() {
    return hooks;
  }

  /** A hook that ran, with its lines in the function's log. */
  public record Hook(String instanceId, String requestId, List<String> lines) {}

  /** The processes that wait for a function. */
  List<BootedProcess> spares() {
    return starter.spares().ready();
  }

  /** The sandboxes that stand and run nothing. */
  int emptySandboxes() {
    return starter.spares().emptySandboxes();
  }

  static String describe(StartResult result) {
    return switch (result) {
      case StartResult.Started ready -> "started";
      case StartResult.InitFailed failed ->
          new String(failed.report().result().body()) + failed.lines();
      case StartResult.NotRunnable(String reason) -> reason;
      case StartResult.StartFailed(String reason) -> reason;
    };
  }

  @Override
  public void close() {
    started.forEach(Instance::kill);
    starter.close();
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    try {
      SocketFolders.remove(temporary);
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** A report with the lines that came before it. */
  public record Ran(RunReport report, List<OutputLine> lines) {
    public String body() {
      return new String(report.result().body());
    }

    public List<String> messages() {
      return lines.stream().map(OutputLine::message).toList();
    }
  }
}
