// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.sandbox.kernel;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * {@code syscall(2)}, and what {@code errno} says after it. Made on first use: it takes a while.
 */
final class Calls {

  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
  private static final MethodHandle SYSCALL = bind();
  private static final Architecture HERE =
      Architecture.here()
          .orElseThrow(() -> new UnsupportedOperationException("system calls on this processor"));

  private Calls() {}

  /** The call's result, or an exception that names the call and the error's number. */
  static long call(SystemCall call, long... arguments) throws IOException {
    try (var arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      long result =
          (long)
              SYSCALL.invokeExact(
                  state,
                  (long) call.number(HERE),
                  at(arguments, 0),
                  at(arguments, 1),
                  at(arguments, 2),
                  at(arguments, 3),
                  at(arguments, 4));
      if (result < 0) {
        int errno = (int) ERRNO.get(state, 0L);
        throw new IOException("%s: error %d".formatted(call.name().toLowerCase(), errno));
      }
      return result;
    } catch (IOException refused) {
      throw refused;
    } catch (Throwable failure) {
      throw new IllegalStateException(call + " is not callable", failure);
    }
  }

  static void close(long descriptor) throws IOException {
    call(SystemCall.CLOSE, descriptor);
  }

  private static long at(long[] arguments, int index) {
    return index < arguments.length ? arguments[index] : 0;
  }

  private static MethodHandle bind() {
    var linker = Linker.nativeLinker();
    var word = ValueLayout.JAVA_LONG;
    return linker.downcallHandle(
        linker.defaultLookup().find("syscall").orElseThrow(),
        FunctionDescriptor.of(word, word, word, word, word, word, word),
        Linker.Option.firstVariadicArg(1),
        Linker.Option.captureCallState("errno"));
  }
}
