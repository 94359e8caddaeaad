// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.code;

import io.kafunc.archive.GraceTime;
import io.kafunc.metadata.object.ObjectStore;
import io.kafunc.metadata.write.AccountHandler;
import io.micronaut.context.annotation.Context;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.TaskScheduler;
import jakarta.inject.Named;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes archives that nothing has named for the grace time, and uploads that were left in the
 * bucket of lent keys. Only what it knows for certain: before it looks, the rows must have reached
 * the end of the log.
 */
@Context
final class CodeCollector {

  private static final Logger LOG = LoggerFactory.getLogger(CodeCollector.class);
  private static final Duration OFTEN = Duration.ofMinutes(15);
  private static final Duration CAUGHT_UP_WITHIN = Duration.ofSeconds(30);

  private final CodeStore store;
  private final ObjectStore objects;
  private final NamedArchives named;
  private final AccountHandler accounts;
  private final Duration kept;
  private final GraceTime grace;
  private final Clock clock;

  CodeCollector(
      CodeStore store,
      ObjectStore objects,
      NamedArchives named,
      AccountHandler accounts,
      CodeRetention retention,
      Clock clock,
      @Named(TaskExecutors.SCHEDULED) TaskScheduler scheduler) {
    this.store = store;
    this.objects = objects;
    this.named = named;
    this.accounts = accounts;
    this.kept = retention.grace();
    this.grace = new GraceTime(kept);
    this.clock = clock;
    var pause = kept.compareTo(OFTEN) < 0 ? kept.plusSeconds(1) : OFTEN;
    scheduler.scheduleWithFixedDelay(pause, pause, this::run);
  }

  private void run() {
    try {
      collect(grace, kept);
    } catch (IOException | RuntimeException e) {
      // The next round may find disk, database and log again.
      LOG.info("code is not collected now reason={}", e.toString());
    }
  }

  /** One round. */
  void collect(GraceTime grace, Duration kept) throws IOException {
    var now = clock.instant();
    objects.expireUploads(now.minus(kept));
    var present = store.all();
    accounts.tail().readToEnd(CAUGHT_UP_WITHIN).toCompletableFuture().join();
    var due = grace.due(present, named.all()::contains, now);
    if (due.isEmpty()) {
      return;
    }
    for (var sha256 : store.remove(due, named::all, now.minus(kept))) {
      LOG.info("removed archive sha256={}", sha256);
    }
  }
}
