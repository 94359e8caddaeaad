// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.sandbox.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The program is run here as the kernel runs it, on system calls that are made up. */
class SyscallFilterTest {

  private static final int ALLOWED = 0x7FFF0000;
  private static final int X86_READ = 0;
  private static final int X32_READ = 0x40000000;
  private static final int CLONE_THREAD_FLAGS = 0x3D0F00;
  private static final int CLONE_NEWUSER = 0x10000000;

  @ParameterizedTest
  @EnumSource(Architecture.class)
  void letsOrdinaryCallsThrough(Architecture architecture) {
    assertThat(run(architecture, 63, 0)).isEqualTo(ALLOWED);
    assertThat(run(architecture, SystemCall.OPENAT.number(architecture), 0)).isEqualTo(ALLOWED);
    assertThat(run(architecture, SystemCall.KILL.number(architecture), 0)).isEqualTo(ALLOWED);
  }

  @ParameterizedTest
  @EnumSource(Architecture.class)
  void refusesMountsTracingAndKeys(Architecture architecture) {
    assertThat(error(architecture, SystemCall.MOUNT)).isEqualTo(Flags.EPERM);
    assertThat(error(architecture, SystemCall.SETNS)).isEqualTo(Flags.EPERM);
    assertThat(error(architecture, SystemCall.PTRACE)).isEqualTo(Flags.EPERM);
    assertThat(error(architecture, SystemCall.KEYCTL)).isEqualTo(Flags.EPERM);
    assertThat(error(architecture, SystemCall.BPF)).isEqualTo(Flags.EPERM);
  }

  @ParameterizedTest
  @EnumSource(Architecture.class)
  void hidesCallsThatProgramsCanDoWithout(Architecture architecture) {
    assertThat(error(architecture, SystemCall.CLONE3)).isEqualTo(Flags.ENOSYS);
    assertThat(error(architecture, SystemCall.IO_URING_SETUP)).isEqualTo(Flags.ENOSYS);
    assertThat(run(architecture, 100_000, 0)).isEqualTo(refused(Flags.ENOSYS));
  }

  @ParameterizedTest
  @EnumSource(Architecture.class)
  void letsThreadsStartButNoNamespace(Architecture architecture) {
    int clone = SystemCall.CLONE.number(architecture);
    int unshare = SystemCall.UNSHARE.number(architecture);

    assertThat(run(architecture, clone, CLONE_THREAD_FLAGS)).isEqualTo(ALLOWED);
    assertThat(run(architecture, clone, CLONE_NEWUSER)).isEqualTo(refused(Flags.EPERM));
    assertThat(run(architecture, unshare, Flags.CLONE_NEWNS)).isEqualTo(refused(Flags.EPERM));
    assertThat(run(architecture, unshare, Flags.CLONE_FS)).isEqualTo(ALLOWED);
  }

  @ParameterizedTest
  @EnumSource(Architecture.class)
  void knowsFourKindsOfSockets(Architecture architecture) {
    int socket = SystemCall.SOCKET.number(architecture);

    for (int family : new int[] {Flags.AF_UNIX, Flags.AF_INET, Flags.AF_INET6, Flags.AF_NETLINK}) {
      assertThat(run(architecture, socket, family)).isEqualTo(ALLOWED);
    }
    for (int family : new int[] {17, 38, 40}) {
      assertThat(run(architecture, socket, family)).isEqualTo(refused(Flags.EAFNOSUPPORT));
    }
  }

  @Test
  void refusesTheCallsOfOtherProcessorModes() {
    int i386 = 0x40000003;

    assertThat(run(program(Architecture.X86_64), i386, 4, 0)).isEqualTo(refused(Flags.ENOSYS));
    assertThat(run(Architecture.X86_64, X32_READ, 0)).isEqualTo(refused(Flags.ENOSYS));
    assertThat(run(Architecture.X86_64, X86_READ, 0)).isEqualTo(ALLOWED);
  }

  private static int error(Architecture architecture, SystemCall call) {
    return run(architecture, call.number(architecture), 0) & 0xFFFF;
  }

  private static int refused(int error) {
    return 0x00050000 | error;
  }

  private static int run(Architecture architecture, int number, int argument) {
    return run(program(architecture), architecture.audit(), number, argument);
  }

  private static ByteBuffer program(Architecture architecture) {
    return ByteBuffer.wrap(SyscallFilter.program(architecture)).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The few instructions of classic BPF that the filter uses. */
  private static int run(ByteBuffer program, int architecture, int number, int argument) {
    int accumulator = 0;
    for (int at = 0; ; at++) {
      int code = program.getShort(at * 8);
      int ifTrue = program.get(at * 8 + 2) & 0xFF;
      int ifFalse = program.get(at * 8 + 3) & 0xFF;
      int value = program.getInt(at * 8 + 4);
      switch (code) {
        case 0x20 -> accumulator = value == 0 ? number : value == 4 ? architecture : argument;
        case 0x15 -> at += accumulator == value ? ifTrue : ifFalse;
        case 0x25 -> at += Integer.compareUnsigned(accumulator, value) > 0 ? ifTrue : ifFalse;
        case 0x45 -> at += (accumulator & value) != 0 ? ifTrue : ifFalse;
        case 0x06 -> {
          return value;
        }
        default -> throw new AssertionError("instruction " + code);
      }
    }
  }
}
