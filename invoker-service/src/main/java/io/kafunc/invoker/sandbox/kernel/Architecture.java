// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.sandbox.kernel;

import java.util.Optional;

/** The processors whose system call numbers are known here. */
public enum Architecture {
  X86_64(0xC000003E),
  ARM_64(0xC00000B7);

  private final int audit;

  Architecture(int audit) {
    this.audit = audit;
  }

  /** What a filter sees in {@code seccomp_data.arch}. */
  int audit() {
    return audit;
  }

  /** Of this machine; empty for any other processor, where no system call is made. */
  public static Optional<Architecture> here() {
    return switch (System.getProperty("os.arch")) {
      case "amd64", "x86_64" -> Optional.of(X86_64);
      case "aarch64" -> Optional.of(ARM_64);
      default -> Optional.empty();
    };
  }
}
