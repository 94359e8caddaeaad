// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafunc.invoker.catalog.FunctionSpec;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A booted process on its way to an instance: limits, ASSIGN (loads the code), INIT (runs the
 * initializer). Runs once, on the process's event loop.
 */
final class InstanceStart {

  private static final Logger log = LoggerFactory.getLogger(InstanceStart.class);
  private static final byte[] NO_BODY = {};

  private final FunctionSpec spec;
  private final String requestId;
  private final BootedProcess booted;
  private final long begin;
  private final ObjectMapper json;
  private final Clock clock;
  private final ProcessInstance instance;

  InstanceStart(
      FunctionSpec spec,
      String requestId,
      BootedProcess booted,
      LifecycleHooks hooks,
      long begin,
      ObjectMapper json,
      Clock clock) {
    this.spec = spec;
    this.requestId = requestId;
    this.booted = booted;
    this.begin = begin;
    this.json = json;
    this.clock = clock;
    this.instance = new ProcessInstance(spec, booted, hooks, json, clock);
  }

  /**
   * @param assignHead the ASSIGN frame's head
   */
  CompletableFuture<StartResult> start(byte[] assignHead) {
    booted.process().limit(spec.function().memorySize());
    return CompletableFuture.completedFuture(assignHead)
        .thenComposeAsync(this::assign, booted.channel().eventLoop())
        .whenComplete(
            (result, failure) -> {
              if (failure != null || !(result instanceof StartResult.Started)) {
                booted.kill();
              }
            });
  }

  private CompletableFuture<StartResult> assign(byte[] head) {
    startup()
        .note(
            clock.instant(),
            "FunctionCompute %s runtime inited. It runs on %s."
                .formatted(spec.function().runtime(), booted.engine()));
    var limit = Duration.ofSeconds(Assignment.loadSeconds(spec));
    return booted
        .channel()
        .ask(FrameType.ASSIGN, head, NO_BODY, startup(), limit)
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
    startup().note(clock.instant(), "FC Initialize Start RequestId: " + requestId);
    return booted
        .channel()
        .ask(FrameType.INIT, head, NO_BODY, startup(), Duration.ofSeconds(seconds))
        .thenApply(
            reply -> {
              String end = "FC Initialize End RequestId: " + requestId;
              if (reply instanceof Reply.Result) {
                startup().note(clock.instant(), end);
                return ready();
              }
              var result = failure(reply, seconds);
              startup().note(clock.instant(), end + ", Error: Unhandled function error");
              return failed(result);
            });
  }

  private StartResult ready() {
    instance.ready(elapsedMs());
    log.info(
        "instance started instanceId={} function={}/{} qualifier={} versionId={} coldStartMs={}",
        booted.instanceId(),
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
          case Reply.Stopped stopped -> throw new IllegalStateException("nobody stops a start");
        };
    new ErrorLines(json).of(result.body()).forEach(line -> startup().line(clock.instant(), line));
    return result;
  }

  private StartResult failed(RunResult.InitFailed result) {
    log.info(
        "instance failed to initialize instanceId={} function={}/{}",
        booted.instanceId(),
        spec.serviceName(),
        spec.functionName());
    return new StartResult.InitFailed(
        new RunReport(result, elapsedMs(), instance.memoryMB()),
        booted.instanceId(),
        elapsedMs(),
        booted.startup().lines());
  }

  private CallOutput startup() {
    return booted.startup().output();
  }

  private double elapsedMs() {
    return (System.nanoTime() - begin) / 1e6;
  }
}
