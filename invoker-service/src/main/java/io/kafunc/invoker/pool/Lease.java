// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

import io.kafunc.invoker.runtime.Call;
import io.kafunc.invoker.runtime.LogSink;
import io.kafunc.invoker.runtime.RunReport;
import java.util.concurrent.CompletionStage;

/** The right to run one call in one instance. Thread-safe. */
public interface Lease {

  String instanceId();

  /** What this call paid for the instance's start; 0 when it found it running. */
  double coldStartMs();

  /** Whether the instance was provisioned when the call came to it (F-41). */
  boolean provisioned();

  /** Runs the call; once. Completes on the instance's event loop, always normally. */
  CompletionStage<RunReport> run(Call call, LogSink sink);

  /**
   * What the run adds to the instance's metered time, in milliseconds: all of it where the instance
   * has one call at a time, else what calls beside it have not borne (F-45). After the run.
   */
  double meteredMs();

  /** Gives the place back, run or not. Idempotent. */
  void release();
}
