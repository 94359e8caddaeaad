// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

import java.util.Optional;

/** The kinds of frames of runtimes/README.md; the number is the byte on the wire. */
enum FrameType {
  HELLO(1),
  ASSIGN(2),
  INIT(3),
  INVOKE(4),
  RESULT(5),
  ERROR(6),
  LOG(7),
  CANCEL(8),
  PRE_STOP(9),
  PING(10),
  PONG(11),
  PRE_FREEZE(12),
  HTTP(13),
  BODY(14),
  RESPONSE(15);

  private static final FrameType[] ALL = values();

  private final int code;

  FrameType(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  /** Empty for a number of a newer protocol: such frames are ignored. */
  static Optional<FrameType> of(int code) {
    return code >= 1 && code <= ALL.length ? Optional.of(ALL[code - 1]) : Optional.empty();
  }
}
