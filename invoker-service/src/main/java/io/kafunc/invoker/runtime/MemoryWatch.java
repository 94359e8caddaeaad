// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends instances that take more memory than their function may, where no cgroup does: looks at each
 * four times a second, on a thread of its own.
 */
final class MemoryWatch {

  private static final Logger log = LoggerFactory.getLogger(MemoryWatch.class);
  private static final long PERIOD_MILLIS = 250;

  private final Set<ProcessInstance> instances = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("memory-watch").daemon(true).factory());

  MemoryWatch() {
    thread.scheduleWithFixedDelay(this::look, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  void watch(ProcessInstance instance) {
    instances.add(instance);
    instance.ended().thenRun(() -> instances.remove(instance));
  }

  private void look() {
    for (var instance : instances) {
      double usedMB = instance.anonymousMemoryMB();
      if (usedMB > instance.memorySizeMB()) {
        log.warn(
            "instance killed for its memory instanceId={} usedMB={} memorySizeMB={}",
            instance.id(),
            Math.round(usedMB),
            instance.memorySizeMB());
        instance.kill();
      }
    }
  }
}
