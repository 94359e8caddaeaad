// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.store;

/** A partition of a topic. */
public record Partition(String topic, int number) {

  @Override
  public String toString() {
    return topic + "-" + number;
  }

  /** The partition that {@link #toString} wrote. */
  public static Partition parse(String text) {
    int dash = text.lastIndexOf('-');
    return new Partition(text.substring(0, dash), Integer.parseInt(text.substring(dash + 1)));
  }
}
