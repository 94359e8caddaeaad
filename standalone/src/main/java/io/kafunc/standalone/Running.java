// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.standalone;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the process alive until SIGTERM or Ctrl-C, then ends the suite. A stop that takes longer
 * than it may is cut off: what matters is on disk long before.
 */
final class Running {

  private static final Logger LOG = LoggerFactory.getLogger(Running.class);
  private static final Duration STOP_LIMIT = Duration.ofMillis(8_500);

  private Running() {}

  static void endWithTheProcess(AutoCloseable running) {
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("stop")
                .unstarted(
                    () -> {
                      haltAfter(STOP_LIMIT);
                      try {
                        running.close();
                      } catch (Exception e) {
                        LOG.warn("stop failed", e);
                      }
                    }));
  }

  static void untilEnded() throws InterruptedException {
    new CountDownLatch(1).await();
  }

  private static void haltAfter(Duration limit) {
    Thread.ofPlatform()
        .name("stop-limit")
        .daemon()
        .start(
            () -> {
              try {
                Thread.sleep(limit);
                Runtime.getRuntime().halt(1);
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              }
            });
  }
}
