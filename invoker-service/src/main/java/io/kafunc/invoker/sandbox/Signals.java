// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.sandbox;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** The system call {@code kill}: Java can end one process, but not a process group. */
final class Signals {

  private static final int SIGKILL = 9;
  private static final MethodHandle KILL = bind();

  private Signals() {}

  static void killProcess(long pid) {
    kill((int) pid);
  }

  static void killGroup(long leader) {
    kill((int) -leader);
  }

  private static void kill(int pid) {
    try {
      int ignored = (int) KILL.invokeExact(pid, SIGKILL);
    } catch (Throwable failure) {
      throw new IllegalStateException("kill is not callable", failure);
    }
  }

  private static MethodHandle bind() {
    var linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().find("kill").orElseThrow(),
        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
  }
}
