// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

import java.util.ArrayList;
import java.util.List;

/** What is to be done once the pool's lock is free, in order. Confined to one thread. */
final class Effects {

  private List<Runnable> all = List.of();

  void add(Runnable effect) {
    if (all.isEmpty()) {
      all = new ArrayList<>();
    }
    all.add(effect);
  }

  void run() {
    all.forEach(Runnable::run);
  }
}
