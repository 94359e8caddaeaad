// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.lucene;

/** What releases count of an attempt besides its duration, in one small number. */
final class Outcome {

  private static final long FAILED = 1;
  private static final long RAN = 2;
  private static final long COLD = 4;

  private Outcome() {}

  static long of(boolean succeeded, boolean ran, boolean cold) {
    return (succeeded ? 0 : FAILED) | (ran ? RAN : 0) | (cold ? COLD : 0);
  }

  static boolean failed(long outcome) {
    return (outcome & FAILED) != 0;
  }

  static boolean ran(long outcome) {
    return (outcome & RAN) != 0;
  }

  static boolean cold(long outcome) {
    return (outcome & COLD) != 0;
  }
}
