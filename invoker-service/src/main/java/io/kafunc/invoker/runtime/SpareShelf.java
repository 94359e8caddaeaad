// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The spare processes of one kind: those that wait, and those on their way up. No thread safety of
 * its own: {@link SpareProcesses} holds the lock.
 */
final class SpareShelf {

  /**
   * What makes processes equal before they have a function.
   *
   * @param network whether they see the host's network
   */
  record Kind(RuntimeCatalog.Found.Runnable runtime, boolean network) {}

  final Kind kind;
  SparePolicy.Demand demand = SparePolicy.Demand.NEVER;
  private final Deque<BootedProcess> ready = new ArrayDeque<>();
  private final Deque<CompletableFuture<BootedProcess>> rising = new ArrayDeque<>();

  SpareShelf(Kind kind) {
    this.kind = kind;
  }

  int size() {
    return ready.size() + rising.size();
  }

  /** The next of those that wait; of equals, one on the caller's own event loop. */
  Optional<BootedProcess> take() {
    dropDead();
    var near = ready.stream().filter(BootedProcess::isNear).findFirst();
    near.ifPresent(ready::remove);
    return near.or(() -> Optional.ofNullable(ready.pollFirst()));
  }

  /** One that is on its way up and nobody waits for yet; it will be the caller's. */
  Optional<CompletableFuture<BootedProcess>> claim() {
    return Optional.ofNullable(rising.pollFirst());
  }

  void begun(CompletableFuture<BootedProcess> boot) {
    rising.addLast(boot);
  }

  /** Whether it is nobody's, and was put to those that wait if it came up. */
  boolean ended(CompletableFuture<BootedProcess> boot) {
    if (!rising.remove(boot)) {
      return false;
    }
    if (!boot.isCompletedExceptionally()) {
      ready.addLast(boot.join());
    }
    return true;
  }

  List<BootedProcess> ready() {
    return ready.stream().filter(BootedProcess::alive).toList();
  }

  void dropDead() {
    ready.removeIf(spare -> !spare.alive());
  }

  /** One that is too many, if it waits already. */
  Optional<BootedProcess> surplus(int target) {
    return size() > target ? Optional.ofNullable(ready.pollLast()) : Optional.empty();
  }

  Optional<BootedProcess> any() {
    return Optional.ofNullable(ready.pollFirst());
  }
}
