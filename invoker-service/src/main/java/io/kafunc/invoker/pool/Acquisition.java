// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

import io.kafunc.invoker.runtime.StartResult;

/** What came of asking for an instance. */
public sealed interface Acquisition {

  record Granted(Lease lease) implements Acquisition {}

  /** The function's fault: it could not be initialized. */
  record InitFailed(StartResult.InitFailed start) implements Acquisition {}

  /**
   * @param message a sentence for the caller
   */
  record Refused(Why why, String message) implements Acquisition {

    static Refused closing() {
      return new Refused(Why.CLOSING, "the service is stopping");
    }

    static Refused aboveTheLimit() {
      return new Refused(Why.LIMIT, "the limit on instances is reached");
    }
  }

  /** Each comes to another error at the edge. */
  enum Why {
    /** 429 ResourceExhausted. */
    LIMIT,
    /** Waited as long as it was willing to. */
    DEADLINE,
    /** The runtime is not to be had here, or the function has no code. */
    NOT_RUNNABLE,
    /** Our fault. */
    START_FAILED,
    /** The suite is stopping. */
    CLOSING
  }
}
