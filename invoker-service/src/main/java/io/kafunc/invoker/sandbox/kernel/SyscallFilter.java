// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.sandbox.kernel;

import static io.kafunc.invoker.sandbox.kernel.SystemCall.*;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The system call filter of an instance as a seccomp program (classic BPF). Refuses what a function
 * has no business with and what has let others out of sandboxes: namespaces, mounts, tracing, keys,
 * modules, io_uring, rare socket families, calls of other processor modes, and calls younger than
 * this list. Refused calls fail with an error that programs know how to take. Pure.
 */
public final class SyscallFilter {

  private static final List<SystemCall> FORBIDDEN =
      List.of(
          MOUNT,
          UMOUNT2,
          PIVOT_ROOT,
          FSOPEN,
          FSCONFIG,
          FSMOUNT,
          FSPICK,
          OPEN_TREE,
          MOVE_MOUNT,
          MOUNT_SETATTR,
          SETNS,
          SWAPON,
          SWAPOFF,
          REBOOT,
          SETHOSTNAME,
          SETDOMAINNAME,
          IOPL,
          IOPERM,
          INIT_MODULE,
          DELETE_MODULE,
          FINIT_MODULE,
          KEXEC_LOAD,
          KEXEC_FILE_LOAD,
          PTRACE,
          PROCESS_VM_READV,
          PROCESS_VM_WRITEV,
          PIDFD_GETFD,
          KCMP,
          BPF,
          PERF_EVENT_OPEN,
          ADD_KEY,
          REQUEST_KEY,
          KEYCTL,
          USERFAULTFD,
          QUOTACTL,
          QUOTACTL_FD,
          ACCT,
          SYSLOG,
          VHANGUP,
          SETTIMEOFDAY,
          CLOCK_SETTIME,
          CLOCK_ADJTIME,
          ADJTIMEX,
          NAME_TO_HANDLE_AT,
          OPEN_BY_HANDLE_AT,
          FANOTIFY_INIT,
          MOVE_PAGES,
          MIGRATE_PAGES,
          MODIFY_LDT);

  /** For these programs have another way, which "no such call" makes them take. */
  private static final List<SystemCall> ABSENT =
      List.of(CLONE3, IO_URING_SETUP, IO_URING_ENTER, IO_URING_REGISTER);

  private static final List<Integer> FAMILIES =
      List.of(Flags.AF_UNIX, Flags.AF_INET, Flags.AF_INET6, Flags.AF_NETLINK);

  /** The last call of Linux 6.12; also keeps x86's x32 numbers out. */
  private static final int LAST_KNOWN = 466;

  private static final int NUMBER = 0;
  private static final int ARCHITECTURE = 4;
  private static final int FIRST_ARGUMENT = 16;

  private static final int LOAD = 0x20;
  private static final int JUMP_EQUAL = 0x15;
  private static final int JUMP_GREATER = 0x25;
  private static final int JUMP_ANY_BIT = 0x45;
  private static final int RETURN = 0x06;

  private static final int ALLOW = 0x7FFF0000;
  private static final int ERROR = 0x00050000;

  private record Instruction(int code, int ifTrue, int ifFalse, int value) {}

  private final Architecture architecture;
  private final List<Instruction> program = new ArrayList<>();

  private SyscallFilter(Architecture architecture) {
    this.architecture = architecture;
  }

  /** The program's bytes, as {@code bwrap --seccomp} reads them. */
  public static byte[] program(Architecture architecture) {
    return new SyscallFilter(architecture).build();
  }

  private byte[] build() {
    add(LOAD, 0, 0, ARCHITECTURE);
    add(JUMP_EQUAL, 1, 0, architecture.audit());
    refuse(Flags.ENOSYS);
    add(LOAD, 0, 0, NUMBER);
    add(JUMP_GREATER, 0, 1, LAST_KNOWN);
    refuse(Flags.ENOSYS);
    ABSENT.forEach(call -> whenCalled(call, Flags.ENOSYS));
    FORBIDDEN.forEach(call -> whenCalled(call, Flags.EPERM));
    noNamespacesBy(CLONE);
    noNamespacesBy(UNSHARE);
    onlyKnownFamilies();
    add(RETURN, 0, 0, ALLOW);
    return bytes();
  }

  private void whenCalled(SystemCall call, int error) {
    if (call.number(architecture) >= 0) {
      add(JUMP_EQUAL, 0, 1, call.number(architecture));
      refuse(error);
    }
  }

  private void noNamespacesBy(SystemCall call) {
    add(JUMP_EQUAL, 0, 4, call.number(architecture));
    add(LOAD, 0, 0, FIRST_ARGUMENT);
    add(JUMP_ANY_BIT, 0, 1, Flags.CLONE_NEW_ANY);
    refuse(Flags.EPERM);
    add(RETURN, 0, 0, ALLOW);
  }

  private void onlyKnownFamilies() {
    add(JUMP_EQUAL, 0, FAMILIES.size() + 2, SOCKET.number(architecture));
    add(LOAD, 0, 0, FIRST_ARGUMENT);
    for (int i = 0; i < FAMILIES.size(); i++) {
      add(JUMP_EQUAL, FAMILIES.size() - i, 0, FAMILIES.get(i));
    }
    refuse(Flags.EAFNOSUPPORT);
  }

  private void refuse(int error) {
    add(RETURN, 0, 0, ERROR | error);
  }

  private void add(int code, int ifTrue, int ifFalse, int value) {
    program.add(new Instruction(code, ifTrue, ifFalse, value));
  }

  private byte[] bytes() {
    var buffer = ByteBuffer.allocate(program.size() * 8).order(ByteOrder.LITTLE_ENDIAN);
    for (var instruction : program) {
      buffer.putShort((short) instruction.code);
      buffer.put((byte) instruction.ifTrue);
      buffer.put((byte) instruction.ifFalse);
      buffer.putInt(instruction.value);
    }
    return buffer.array();
  }
}
