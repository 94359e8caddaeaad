// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafunc.invoker.catalog.FunctionSpec;
import io.kafunc.invoker.sandbox.InstanceLauncher;
import io.kafunc.invoker.sandbox.InstanceProcess;
import io.kafunc.invoker.sandbox.Launch;
import io.kafunc.invoker.sandbox.SocketFolders;
import io.kafunc.schemas.invocation.OutputLine;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One instance on its way up: socket, process, HELLO, ASSIGN (loads the code), INIT (runs the
 * initializer). Runs once. Lines printed meanwhile are kept, in bounded number, for the first call.
 */
final class InstanceBoot {

  private static final Logger log = LoggerFactory.getLogger(InstanceBoot.class);
  private static final Duration HELLO_LIMIT = Duration.ofSeconds(30);
  private static final int LOAD_SECONDS = 10;
  private static final int KEPT_LINES = 1000;
  private static final byte[] NO_BODY = {};

  private final FunctionSpec spec;
  private final String requestId;
  private final RuntimeCatalog.Found.Runnable runtime;
  private final Path codeFolder;
  private final String instanceId;
  private final long begin;
  private final EventLoop loop;
  private final ObjectMapper json;
  private final Clock clock;
  private final MemoryWatch memory;
  private final CallOutput.LineNumbers numbers = new CallOutput.LineNumbers();
  private final List<OutputLine> lines = new ArrayList<>();
  private final CallOutput startup = new CallOutput(this::keep, numbers);
  private final InstanceChannel channel;
  private volatile InstanceSocket socket;
  private ProcessInstance instance;

  InstanceBoot(
      FunctionSpec spec,
      String requestId,
      RuntimeCatalog.Found.Runnable runtime,
      Path codeFolder,
      String instanceId,
      long begin,
      EventLoop loop,
      ObjectMapper json,
      Clock clock,
      MemoryWatch memory) {
    this.spec = spec;
    this.requestId = requestId;
    this.runtime = runtime;
    this.codeFolder = codeFolder;
    this.instanceId = instanceId;
    this.begin = begin;
    this.loop = loop;
    this.json = json;
    this.clock = clock;
    this.memory = memory;
    this.channel = new InstanceChannel(json, clock, Assignment.MAX_RESPONSE_BYTES, startup);
  }

  String instanceId() {
    return instanceId;
  }

  /**
   * @param assignHead the ASSIGN frame's head for the code path inside
   */
  CompletableFuture<StartResult> start(
      SocketFolders sockets, InstanceLauncher launcher, Function<String, byte[]> assignHead) {
    return launcher
        .launch(() -> prepare(sockets))
        .thenCompose(process -> converse(process, assignHead))
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
        spec.service().internetAccess());
  }

  private CompletableFuture<StartResult> converse(
      InstanceProcess process, Function<String, byte[]> assignHead) {
    RawOutput.read(instanceId, process.output(), this::rawLines);
    process.exit().thenRunAsync(() -> channel.hello().completeExceptionally(exitedEarly()), loop);
    return channel
        .hello()
        .orTimeout(HELLO_LIMIT.toSeconds(), TimeUnit.SECONDS)
        .thenComposeAsync(hello -> assign(process, hello, assignHead), loop)
        .whenComplete(
            (result, failure) -> {
              if (failure != null || !(result instanceof StartResult.Started)) {
                process.kill();
                channel.close();
              }
            });
  }

  private CompletableFuture<StartResult> assign(
      InstanceProcess process, JsonNode hello, Function<String, byte[]> assignHead) {
    instance = new ProcessInstance(spec, instanceId, process, channel, numbers, lines, json, clock);
    memory.watch(instance);
    String name = spec.function().runtime();
    startup.note(
        clock.instant(),
        "FunctionCompute %s runtime inited. It runs on %s."
            .formatted(name, hello.path("engine").asText("an unknown engine")));
    var limit = Duration.ofSeconds(Math.max(LOAD_SECONDS, spec.function().timeout()));
    return channel
        .ask(FrameType.ASSIGN, assignHead.apply(process.codePath()), NO_BODY, startup, limit)
        .thenCompose(reply -> initialize(reply, limit.toSeconds()));
  }

  private CompletableFuture<StartResult> initialize(Reply loaded, long loadSeconds) {
    if (!(loaded instanceof Reply.Result)) {
      return CompletableFuture.completedFuture(failed(failure(loaded, loadSeconds)));
    }
    if (spec.function().initializer().isEmpty()) {
      return CompletableFuture.completedFuture(ready());
    }
    int seconds = spec.function().initializationTimeout();
    byte[] head = ("{\"requestId\":\"" + requestId + "\"}").getBytes();
    startup.note(clock.instant(), "FC Initialize Start RequestId: " + requestId);
    return channel
        .ask(FrameType.INIT, head, NO_BODY, startup, Duration.ofSeconds(seconds))
        .thenApply(
            reply -> {
              String end = "FC Initialize End RequestId: " + requestId;
              if (reply instanceof Reply.Result) {
                startup.note(clock.instant(), end);
                return ready();
              }
              var result = failure(reply, seconds);
              startup.note(clock.instant(), end + ", Error: Unhandled function error");
              return failed(result);
            });
  }

  private StartResult ready() {
    instance.ready(elapsedMs());
    log.info(
        "instance started instanceId={} function={}/{} qualifier={} versionId={} coldStartMs={}",
        instanceId,
        spec.serviceName(),
        spec.functionName(),
        spec.qualifier(),
        spec.versionId(),
        Math.round(instance.coldStartMs()));
    return new StartResult.Started(instance);
  }

  /** What went wrong, which is written among the lines as well. */
  private RunResult.InitFailed failure(Reply reply, long seconds) {
    double memoryMB = instance.memoryMB();
    var result =
        switch (reply) {
          case Reply.Failure failure -> new RunResult.InitFailed(false, failure.body());
          case Reply.Overdue overdue ->
              new RunResult.InitFailed(true, ErrorBody.initializerTimedOut(seconds, memoryMB));
          case Reply.Lost lost ->
              new RunResult.InitFailed(false, ErrorBody.exited(elapsedMs(), memoryMB));
          case Reply.Result good -> throw new IllegalStateException("not a failure");
        };
    new ErrorLines(json).of(result.body()).forEach(line -> startup.line(clock.instant(), line));
    return result;
  }

  private StartResult failed(RunResult.InitFailed result) {
    log.info(
        "instance failed to initialize instanceId={} function={}/{}",
        instanceId,
        spec.serviceName(),
        spec.functionName());
    return new StartResult.InitFailed(
        new RunReport(result, elapsedMs(), instance.memoryMB()), instanceId, elapsedMs(), lines);
  }

  private double elapsedMs() {
    return (System.nanoTime() - begin) / 1e6;
  }

  private IOException exitedEarly() {
    String said = lines.isEmpty() ? "" : ": " + lines.getLast().message();
    return new IOException(
        "the %s process ended before it connected%s".formatted(runtime.manifest().name(), said));
  }

  private void keep(OutputLine line) {
    if (lines.size() < KEPT_LINES) {
      lines.add(line);
    }
  }

  private void rawLines(List<String> raw) {
    try {
      CompletableFuture.runAsync(() -> raw.forEach(channel::rawLine), loop).join();
    } catch (RejectedExecutionException stopped) {
      log.debug("output after the end instanceId={}", instanceId);
    }
  }
}
