// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.sandbox.kernel;

/** System calls by name, with their numbers on x86-64 and on arm64; -1 where there is none. */
enum SystemCall {
  CLONE(56, 220),
  UNSHARE(272, 97),
  CLONE3(435, 435),
  SOCKET(41, 198),
  KILL(62, 129),
  PRLIMIT64(302, 261),
  SETNS(308, 268),
  OPENAT(257, 56),
  CLOSE(3, 57),
  OPEN_TREE(428, 428),
  MOVE_MOUNT(429, 429),
  MOUNT_SETATTR(442, 442),
  MOUNT(165, 40),
  UMOUNT2(166, 39),
  PIVOT_ROOT(155, 41),
  FSOPEN(430, 430),
  FSCONFIG(431, 431),
  FSMOUNT(432, 432),
  FSPICK(433, 433),
  SWAPON(167, 224),
  SWAPOFF(168, 225),
  REBOOT(169, 142),
  SETHOSTNAME(170, 161),
  SETDOMAINNAME(171, 162),
  IOPL(172, -1),
  IOPERM(173, -1),
  INIT_MODULE(175, 105),
  DELETE_MODULE(176, 106),
  FINIT_MODULE(313, 273),
  KEXEC_LOAD(246, 104),
  KEXEC_FILE_LOAD(320, 294),
  PTRACE(101, 117),
  PROCESS_VM_READV(310, 270),
  PROCESS_VM_WRITEV(311, 271),
  PIDFD_GETFD(438, 438),
  KCMP(312, 272),
  BPF(321, 280),
  PERF_EVENT_OPEN(298, 241),
  ADD_KEY(248, 217),
  REQUEST_KEY(249, 218),
  KEYCTL(250, 219),
  USERFAULTFD(323, 282),
  QUOTACTL(179, 60),
  QUOTACTL_FD(443, 443),
  ACCT(163, 89),
  SYSLOG(103, 116),
  VHANGUP(153, 58),
  SETTIMEOFDAY(164, 170),
  CLOCK_SETTIME(227, 112),
  CLOCK_ADJTIME(305, 266),
  ADJTIMEX(159, 171),
  NAME_TO_HANDLE_AT(303, 264),
  OPEN_BY_HANDLE_AT(304, 265),
  FANOTIFY_INIT(300, 262),
  MOVE_PAGES(279, 239),
  MIGRATE_PAGES(256, 238),
  MODIFY_LDT(154, -1),
  IO_URING_SETUP(425, 425),
  IO_URING_ENTER(426, 426),
  IO_URING_REGISTER(427, 427);

  private final int x86;
  private final int arm;

  SystemCall(int x86, int arm) {
    this.x86 = x86;
    this.arm = arm;
  }

  int number(Architecture architecture) {
    return switch (architecture) {
      case X86_64 -> x86;
      case ARM_64 -> arm;
    };
  }
}
