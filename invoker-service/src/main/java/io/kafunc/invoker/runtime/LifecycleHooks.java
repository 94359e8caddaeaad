// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafunc.invoker.catalog.FunctionSpec;
import io.kafunc.schemas.metadata.InstanceLifecycleConfig;
import io.kafunc.schemas.metadata.LifecycleHook;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a function does before its instance is frozen or stopped (contract 1.2, 5.1). A hook runs
 * under a request id of its own, which its context and its lines in the function's log carry. Its
 * errors are written there too: no caller waits for it. Confined to the instance's event loop.
 */
final class LifecycleHooks {

  private static final byte[] NO_BODY = {};

  private final FunctionSpec spec;
  private final BootedProcess booted;
  private final OutputJournal journal;
  private final Supplier<String> requestIds;
  private final ErrorLines errorLines;
  private final Clock clock;

  LifecycleHooks(
      FunctionSpec spec,
      BootedProcess booted,
      OutputJournal journal,
      Supplier<String> requestIds,
      ObjectMapper json,
      Clock clock) {
    this.spec = spec;
    this.booted = booted;
    this.journal = journal;
    this.requestIds = requestIds;
    this.errorLines = new ErrorLines(json);
    this.clock = clock;
  }

  /** Whether it ended well; where there is none it did. */
  CompletableFuture<Boolean> preFreeze() {
    return run("PreFreeze", FrameType.PRE_FREEZE, InstanceLifecycleConfig::preFreeze);
  }

  /** See {@link #preFreeze}. */
  CompletableFuture<Boolean> preStop() {
    return run("PreStop", FrameType.PRE_STOP, InstanceLifecycleConfig::preStop);
  }

  private CompletableFuture<Boolean> run(
      String name,
      FrameType type,
      Function<InstanceLifecycleConfig, Optional<LifecycleHook>> hook) {
    return spec.function()
        .instanceLifecycleConfig()
        .flatMap(hook)
        .filter(it -> !it.handler().isEmpty())
        .map(it -> run(name, type, Duration.ofSeconds(it.timeout())))
        .orElseGet(() -> CompletableFuture.completedFuture(true));
  }

  private CompletableFuture<Boolean> run(String name, FrameType type, Duration limit) {
    String requestId = requestIds.get();
    var lines = journal.lines(spec, booted.instanceId(), requestId);
    var output = new CallOutput(lines, booted.startup().numbers());
    booted.startup().drainTo(lines);
    output.note(clock.instant(), "FC %s Start RequestId: %s".formatted(name, requestId));
    byte[] head = "{\"requestId\":\"%s\"}".formatted(requestId).getBytes(UTF_8);
    return booted
        .channel()
        .ask(type, head, NO_BODY, output, limit)
        .thenApply(
            reply -> {
              String error = error(name, limit, reply, output);
              String end = "FC %s End RequestId: %s%s".formatted(name, requestId, error);
              output.note(clock.instant(), end);
              lines.close();
              return error.isEmpty();
            });
  }

  private String error(String name, Duration limit, Reply reply, CallOutput output) {
    return switch (reply) {
      case Reply.Result _ -> "";
      case Reply.Failure failure -> {
        errorLines.of(failure.body()).forEach(line -> output.line(clock.instant(), line));
        yield ", Error: Unhandled function error";
      }
      case Reply.Overdue _ -> {
        String late = "%s timed out after %d seconds".formatted(name, limit.toSeconds());
        output.line(clock.instant(), late);
        yield ", Error: Function timed out";
      }
      case Reply.Lost _, Reply.Stopped _ -> ", Error: Process exited";
    };
  }
}
