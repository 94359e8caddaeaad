// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.sandbox.kernel;

import java.io.IOException;

/** Signals to processes and process groups. One that is gone already is no error. */
public final class Signals {

  private Signals() {}

  public static void kill(long pid) {
    send(pid, Flags.SIGKILL);
  }

  /** Ends all processes of the group that this one leads. */
  public static void killGroup(long leader) {
    send(-leader, Flags.SIGKILL);
  }

  public static void stop(long pid) {
    send(pid, Flags.SIGSTOP);
  }

  public static void resume(long pid) {
    send(pid, Flags.SIGCONT);
  }

  private static void send(long target, int signal) {
    try {
      Calls.call(SystemCall.KILL, target, signal);
    } catch (IOException gone) {
      // It ended by itself, or was never ours.
    }
  }
}
