// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.lucene;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.lucene.store.AlreadyClosedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes new rows visible, but only when somebody searches and at most once a second. The work is
 * done on a thread of its own: an interrupt of the one who asks would close files under the writer.
 * Where it fails, on a full disk say, whoever asks gets what was visible before.
 */
final class Refresher {

  private static final Logger LOG = LoggerFactory.getLogger(Refresher.class);
  private static final long INTERVAL = TimeUnit.SECONDS.toNanos(1);

  private final Refresh refresh;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("log-refresh").factory());
  private volatile long last = System.nanoTime() - INTERVAL;

  Refresher(Refresh refresh) {
    this.refresh = refresh;
  }

  /** Returns when the rows of a second ago are visible. */
  void freshen() {
    if (System.nanoTime() - last >= INTERVAL) {
      CompletableFuture.runAsync(this::refreshIfDue, thread).join();
    }
  }

  void stop() {
    thread.close();
  }

  private void refreshIfDue() {
    long now = System.nanoTime();
    if (now - last < INTERVAL) {
      return;
    }
    try {
      refresh.run();
      last = now;
    } catch (AlreadyClosedException _) {
      // The index was closed meanwhile: whoever asks next sees the one that took its place.
    } catch (IOException trouble) {
      LOG.warn("new rows cannot be shown yet reason={}", trouble.toString());
      last = now;
    }
  }

  /** Makes rows visible. */
  @FunctionalInterface
  interface Refresh {
    void run() throws IOException;
  }
}
