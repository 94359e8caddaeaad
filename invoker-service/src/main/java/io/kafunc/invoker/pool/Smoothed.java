// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

/** A moving average that follows recent values. Not thread-safe. */
final class Smoothed {

  private static final double WEIGHT = 0.2;

  private double value;
  private boolean known;

  Smoothed(double initial, boolean known) {
    this.value = initial;
    this.known = known;
  }

  void add(double sample) {
    value = known ? value + WEIGHT * (sample - value) : sample;
    known = true;
  }

  double or(double unknown) {
    return known ? value : unknown;
  }
}
