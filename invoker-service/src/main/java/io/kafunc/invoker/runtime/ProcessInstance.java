// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafunc.invoker.catalog.FunctionSpec;
import io.kafunc.invoker.sandbox.InstanceProcess;
import io.kafunc.invoker.sandbox.Sandbox;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * An instance in a process of its own, spoken to over its socket. State is confined to the
 * channel's event loop. What was printed before the first call is kept and given to that call's
 * sink.
 */
final class ProcessInstance implements Instance {

  private static final long MEMORY_READ_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final Duration EXIT_WAIT = Duration.ofMillis(50);
  private static final long LAST_WORDS_MILLIS = 200;

  private final FunctionSpec spec;
  private final String id;
  private final InstanceProcess process;
  private final InstanceChannel channel;
  private final StartupOutput startup;
  private final LifecycleHooks hooks;
  private final ObjectMapper json;
  private final ErrorLines errorLines;
  private final Clock clock;
  private final CompletableFuture<Void> ended;
  private volatile double coldStartMs;
  private volatile boolean usable = true;

  /** Calls that run, and the last hook. */
  private int occupied;

  private boolean frozen;
  private double memoryMB;
  private long memoryReadAt;

  ProcessInstance(
      FunctionSpec spec,
      BootedProcess booted,
      LifecycleHooks hooks,
      ObjectMapper json,
      Clock clock) {
    this.spec = spec;
    this.id = booted.instanceId();
    this.process = booted.process();
    this.channel = booted.channel();
    this.startup = booted.startup();
    this.hooks = hooks;
    this.json = json;
    this.errorLines = new ErrorLines(json);
    this.clock = clock;
    this.ended = channel.closed().thenRun(this::lost);
    process.exit().thenRun(this::closeAfterLastWords);
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public double coldStartMs() {
    return coldStartMs;
  }

  void ready(double coldStartMs) {
    this.coldStartMs = coldStartMs;
    memoryMB = process.peakMemoryMB();
  }

  double memoryMB() {
    return memoryMB = process.peakMemoryMB();
  }

  @Override
  public CompletionStage<RunReport> run(Call call, LogSink sink) {
    var output = new CallOutput(sink, startup.numbers());
    var report = new CompletableFuture<RunReport>();
    if (channel.eventLoop().inEventLoop()) {
      begin(call, sink, output, report);
    } else {
      channel.eventLoop().execute(() -> begin(call, sink, output, report));
    }
    return report;
  }

  private void begin(
      Call call, LogSink sink, CallOutput output, CompletableFuture<RunReport> report) {
    occupied++;
    wake();
    startup.drainTo(sink);
    output.note(clock.instant(), "FC Invoke Start RequestId: " + call.requestId());
    long start = System.nanoTime();
    var request = ask(call, output);
    request.whenComplete(
        (reply, impossible) -> {
          double durationMs = (System.nanoTime() - start) / 1e6;
          end(call, output, reply, durationMs, report);
        });
    if (call.stop().isPresent()) {
      call.stop().get().thenRunAsync(() -> stop(request), channel.eventLoop());
    }
  }

  /**
   * A function can be interrupted with its process only: that ends when the call is alone in it.
   * Beside others the call runs on unheard, and the instance goes when those have ended.
   */
  private void stop(CompletableFuture<Reply> request) {
    if (request.isDone()) {
      return;
    }
    boolean alone = channel.isAlone(request);
    usable &= !alone;
    channel.forget(request);
    if (alone) {
      kill();
    }
  }

  private CompletableFuture<Reply> ask(Call call, CallOutput output) {
    byte[] head = head(call);
    return call.http()
        .map(
            http -> {
              http.givenTo(spec);
              return channel.ask(head, http, output, timeout());
            })
        .orElseGet(() -> channel.ask(FrameType.INVOKE, head, call.event(), output, timeout()));
  }

  private void end(
      Call call, CallOutput output, Reply reply, double ms, CompletableFuture<RunReport> report) {
    occupied--;
    refreshMemory();
    switch (reply) {
      case Reply.Result result ->
          finish(call, output, report, new RunResult.Completed(result.body()), ms);
      case Reply.Failure failure -> {
        if (failure.fatal()) {
          usable = false;
          channel.close();
        }
        var error = new RunResult.FunctionError(failure.handled(), failure.body());
        finish(call, output, report, error, ms);
      }
      case Reply.Overdue overdue -> {
        memoryMB();
        kill();
        byte[] body = ErrorBody.timedOut(spec.function().timeout(), memoryMB);
        finish(call, output, report, new RunResult.TimedOut(body), ms);
      }
      case Reply.Stopped stopped ->
          finish(call, output, report, new RunResult.Stopped(ErrorBody.stopped()), ms);
      case Reply.Lost(boolean sent) when !sent ->
          report.complete(new RunReport(new RunResult.NeverRan(), 0, memoryMB));
      case Reply.Lost lost ->
          process
              .exit()
              .copy()
              .completeOnTimeout(-1, EXIT_WAIT.toMillis(), TimeUnit.MILLISECONDS)
              .thenAcceptAsync(
                  code -> {
                    memoryMB();
                    var body = ErrorBody.exited(ms, memoryMB);
                    finish(call, output, report, new RunResult.Crashed(code, body), ms);
                  },
                  channel.eventLoop());
    }
  }

  private void finish(
      Call call,
      CallOutput output,
      CompletableFuture<RunReport> report,
      RunResult result,
      double durationMs) {
    String error =
        switch (result) {
          case RunResult.Completed completed -> "";
          case RunResult.FunctionError(boolean handled, byte[] body) when handled ->
              ", Error: Handled function error";
          case RunResult.FunctionError unhandled -> ", Error: Unhandled function error";
          case RunResult.TimedOut timedOut -> ", Error: Function timed out";
          case RunResult.Stopped stopped -> ", Error: Invocation stopped";
          case RunResult.Crashed crashed -> ", Error: Process exited";
          case RunResult.InitFailed initFailed -> ", Error: Initialization failed";
          case RunResult.NeverRan neverRan -> "";
        };
    if (!error.isEmpty()) {
      errorLines.of(result.body()).forEach(line -> output.line(clock.instant(), line));
    }
    process.excess().ifPresent(excess -> output.note(clock.instant(), said(excess)));
    output.note(clock.instant(), "FC Invoke End RequestId: " + call.requestId() + error);
    report.complete(new RunReport(result, durationMs, memoryMB));
  }

  private String said(InstanceProcess.Excess excess) {
    return switch (excess) {
      case MEMORY ->
          "FC Instance ended: it took more than its memory size of %d MB"
              .formatted(spec.function().memorySize());
      case PROCESSES ->
          "FC Instance ended: it started more than %d processes and threads"
              .formatted(Sandbox.MAX_PROCESSES);
    };
  }

  /** A process that closed its connection is about to exit; its exit code is worth a moment. */
  private void lost() {
    usable = false;
    channel.eventLoop().schedule(process::kill, EXIT_WAIT.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** A forked child can hold the connection open after the process has ended. */
  private void closeAfterLastWords() {
    channel.eventLoop().schedule(channel::close, LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public CompletionStage<Void> ended() {
    return ended;
  }

  @Override
  public CompletionStage<Void> stop() {
    if (ended.isDone()) {
      kill();
      return ended;
    }
    return onLoop(this::lastHook)
        .whenComplete((_, _) -> kill())
        .handle((_, _) -> null)
        .thenCompose(_ -> ended);
  }

  private CompletableFuture<Boolean> lastHook() {
    occupied++;
    wake();
    return hooks.preStop();
  }

  @Override
  public CompletionStage<Void> freeze() {
    return onLoop(hooks::preFreeze).thenAcceptAsync(this::rest, channel.eventLoop());
  }

  private void rest(boolean hookEndedWell) {
    if (!hookEndedWell) {
      kill();
    } else if (occupied == 0 && usable && !frozen) {
      frozen = true;
      process.freeze();
    }
  }

  @Override
  public void thaw() {
    channel.eventLoop().execute(this::wake);
  }

  private void wake() {
    if (frozen) {
      frozen = false;
      process.thaw();
    }
  }

  private <T> CompletableFuture<T> onLoop(Supplier<CompletableFuture<T>> step) {
    return CompletableFuture.completedFuture(null)
        .thenComposeAsync(_ -> step.get(), channel.eventLoop());
  }

  @Override
  public boolean isNear() {
    return channel.eventLoop().inEventLoop();
  }

  @Override
  public boolean usable() {
    return usable;
  }

  @Override
  public void kill() {
    usable = false;
    process.kill();
    channel.close();
  }

  private Duration timeout() {
    return Duration.ofSeconds(spec.function().timeout());
  }

  /** A system call or three: at most ten times a second, however many calls end. */
  private void refreshMemory() {
    long now = System.nanoTime();
    if (now - memoryReadAt > MEMORY_READ_NANOS) {
      memoryReadAt = now;
      memoryMB = process.peakMemoryMB();
    }
  }

  private byte[] head(Call call) {
    try {
      var head = new LinkedHashMap<String, Object>();
      head.put("requestId", call.requestId());
      if (call.retryCount() > 0) {
        head.put("retryCount", call.retryCount());
      }
      if (call.http().isPresent()) {
        var http = call.http().get();
        head.put("http", http.about());
        head.put("streamed", http.body() instanceof HttpCall.RequestBody.Streamed);
      }
      return json.writeValueAsBytes(head);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
