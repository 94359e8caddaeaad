// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.code;

import io.kafunc.archive.GraceTime;
import io.kafunc.invoker.catalog.CatalogTail;
import io.kafunc.invoker.catalog.FunctionCatalog;
import io.kafunc.schemas.metadata.CodeArchive;
import io.micronaut.context.annotation.Context;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.TaskScheduler;
import jakarta.inject.Named;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes unpacked code that neither the catalog nor an instance has needed for the grace time. A
 * catalog that has not caught up knows too little; one that lags removes nothing that cannot be
 * unpacked again.
 */
@Context
final class CodeCollector {

  private static final Logger LOG = LoggerFactory.getLogger(CodeCollector.class);
  private static final Duration OFTEN = Duration.ofMinutes(15);

  private final UnpackedCode code;
  private final FunctionCatalog catalog;
  private final CatalogTail tail;
  private final Duration kept;
  private final GraceTime grace;
  private final Clock clock;

  CodeCollector(
      UnpackedCode code,
      FunctionCatalog catalog,
      CatalogTail tail,
      CodeRetention retention,
      Clock clock,
      @Named(TaskExecutors.SCHEDULED) TaskScheduler scheduler) {
    this.code = code;
    this.catalog = catalog;
    this.tail = tail;
    this.kept = retention.grace();
    this.grace = new GraceTime(kept);
    this.clock = clock;
    var pause = kept.compareTo(OFTEN) < 0 ? kept.plusSeconds(1) : OFTEN;
    scheduler.scheduleWithFixedDelay(pause, pause, this::run);
  }

  private void run() {
    try {
      if (tail.caughtUp().toCompletableFuture().isDone()) {
        collect();
      }
    } catch (IOException | RuntimeException e) {
      // The next round may succeed; an exception would end them all.
      LOG.info("unpacked code is not collected now reason={}", e.toString());
    }
  }

  private void collect() throws IOException {
    var named = catalog.archives().stream().map(CodeArchive::sha256).collect(Collectors.toSet());
    var due =
        grace.due(
            code.all(),
            sha256 -> named.contains(sha256) || code.isNeeded(sha256, kept),
            clock.instant());
    for (var sha256 : due) {
      if (code.remove(sha256, kept)) {
        LOG.info("removed unpacked code sha256={}", sha256);
      }
    }
  }
}
