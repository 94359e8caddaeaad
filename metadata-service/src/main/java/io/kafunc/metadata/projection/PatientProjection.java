// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.projection;

import io.kafunc.eventlog.Projection;
import io.kafunc.eventlog.Recorded;
import io.kafunc.schemas.metadata.MetadataEvent;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the same events again and again to a database that cannot take them now: its disk is full,
 * or it is away. Nothing is skipped meanwhile, and nothing is read further. What no patience mends,
 * events that do not fit the rows, goes through at once and stops the tail.
 */
public final class PatientProjection implements Projection<MetadataEvent>, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PatientProjection.class);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Projection<MetadataEvent> rows;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean waiting;

  public PatientProjection(Projection<MetadataEvent> rows) {
    this.rows = rows;
  }

  /** Whether the database refuses what it was brought last. */
  public boolean isWaiting() {
    return waiting;
  }

  @Override
  public long from() {
    return rows.from();
  }

  @Override
  public void apply(List<Recorded<MetadataEvent>> batch) {
    while (!isApplied(batch)) {
      waiting = true;
    }
    if (waiting) {
      LOG.info("the database takes rows again");
      waiting = false;
    }
  }

  @Override
  public void idle() {
    try {
      rows.idle();
    } catch (RuntimeException fault) {
      if (!mayPass(fault)) {
        throw fault;
      }
      LOG.debug("nothing can be read of the database at the moment", fault);
    }
  }

  private boolean isApplied(List<Recorded<MetadataEvent>> batch) {
    try {
      rows.apply(batch);
      return true;
    } catch (RuntimeException fault) {
      if (!mayPass(fault) || isClosedAfterAPause()) {
        throw fault;
      }
      if (!waiting) {
        LOG.warn("the database takes no rows at the moment", fault);
      }
      return false;
    }
  }

  /** A value, a constraint or a statement that is wrong (22, 23, 42) stays wrong. */
  private static boolean mayPass(Throwable fault) {
    for (var cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException refused) {
        var state = String.valueOf(refused.getSQLState());
        return !state.startsWith("22") && !state.startsWith("23") && !state.startsWith("42");
      }
    }
    return false;
  }

  private boolean isClosedAfterAPause() {
    try {
      return closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Waits for the database no longer. */
  @Override
  public void close() {
    closed.countDown();
  }
}
