// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.sandbox.kernel;

/** The kernel's flags and numbers, by the names they have there. Equal on x86-64 and arm64. */
final class Flags {

  static final int AT_FDCWD = -100;
  static final int AT_RECURSIVE = 0x8000;
  static final int AT_EMPTY_PATH = 0x1000;
  static final int O_CLOEXEC = 0x80000;

  static final int OPEN_TREE_CLONE = 1;
  static final int MOVE_MOUNT_F_EMPTY_PATH = 4;
  static final int MOUNT_ATTR_RDONLY = 1;
  static final int MOUNT_ATTR_NOSUID = 2;
  static final int MOUNT_ATTR_NODEV = 4;

  static final int CLONE_FS = 0x200;
  static final int CLONE_NEWNS = 0x20000;

  /** Every kind of namespace: mount, cgroup, uts, ipc, user, pid, network. */
  static final int CLONE_NEW_ANY = 0x7E020000;

  static final int RLIMIT_DATA = 2;

  static final int SIGKILL = 9;
  static final int SIGCONT = 18;
  static final int SIGSTOP = 19;

  static final int EPERM = 1;
  static final int ENOSYS = 38;
  static final int EAFNOSUPPORT = 97;

  static final int AF_UNIX = 1;
  static final int AF_INET = 2;
  static final int AF_INET6 = 10;
  static final int AF_NETLINK = 16;

  private Flags() {}
}
