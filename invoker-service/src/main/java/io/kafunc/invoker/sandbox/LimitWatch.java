// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.sandbox;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at each instance four times a second, on a thread of its own, and ends those that have more
 * than they may: where no control group does, or where one of many processes has hit the limit and
 * the rest would go on.
 */
final class LimitWatch {

  private static final Logger log = LoggerFactory.getLogger(LimitWatch.class);
  private static final long PERIOD_MILLIS = 250;

  private final Set<StartedProcess> instances = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("limit-watch").daemon(true).factory());

  /**
   * @param afterEach what else is to be done after each look
   */
  LimitWatch(Runnable afterEach) {
    thread.scheduleWithFixedDelay(
        () -> {
          instances.forEach(LimitWatch::look);
          afterEach.run();
        },
        PERIOD_MILLIS,
        PERIOD_MILLIS,
        TimeUnit.MILLISECONDS);
  }

  void watch(StartedProcess instance) {
    instances.add(instance);
    instance.exit().whenComplete((code, failure) -> instances.remove(instance));
  }

  private static void look(StartedProcess instance) {
    try {
      instance.check();
    } catch (RuntimeException fault) {
      log.warn("cannot look at an instance", fault);
    }
  }
}
