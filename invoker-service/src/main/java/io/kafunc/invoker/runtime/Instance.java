// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

import io.kafunc.invoker.catalog.FunctionSpec;
import java.util.concurrent.CompletionStage;

/** A started instance of one function, ready for calls. Thread-safe. */
public interface Instance {

  String id();

  /** From the decision to start it until it was ready, its initializer included. */
  double coldStartMs();

  /**
   * Runs one call. The stage completes on the instance's event loop, always normally. After a
   * timeout or a crash the instance is dead, and every other call in it ends as crashed (F-46).
   */
  CompletionStage<RunReport> run(Call call, LogSink sink);

  /** Whether the calling thread is the event loop its calls run on: then nothing is handed over. */
  default boolean isNear() {
    return false;
  }

  /** Whether it can take another call; false from the moment that is known, and for ever. */
  boolean usable();

  /** Completes when the instance can take no call any more, for whatever reason. */
  CompletionStage<Void> ended();

  /**
   * Runs the function's pre-freeze hook, if it has one, then gives its processes no processor time
   * until the next call or {@link #thaw}. To be called while no call runs; where one has come
   * meanwhile, nothing is frozen. A hook that fails ends the instance.
   *
   * @return completes, on the instance's event loop, when it can take calls again
   */
  CompletionStage<Void> freeze();

  /** Lets it run on. Idempotent; a call needs no such thing, it thaws its instance itself. */
  void thaw();

  /**
   * Runs the function's pre-stop hook, if it has one, then kills; to be called once no call runs.
   * What comes of the hook stands in the function's log.
   *
   * @return completes when it has ended and all lines of its hook are handed over
   */
  CompletionStage<Void> stop();

  /** Ends the process and all it started, at once. Idempotent. */
  void kill();

  /** Starts instances; the pool's way to the world. */
  interface Starter {
    /**
     * @param requestId the call that made the start necessary, for the lines printed meanwhile
     */
    CompletionStage<StartResult> start(FunctionSpec spec, String requestId);
  }
}
