// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.write;

import static io.kafunc.httpapi.ErrorCode.ENTITY_TOO_LARGE;
import static io.kafunc.httpapi.ErrorCode.SERVICE_UNAVAILABLE;

import io.kafunc.eventlog.EventTooLargeException;
import io.kafunc.eventlog.Outcome;
import io.kafunc.eventlog.Outcome.Appended;
import io.kafunc.eventlog.Outcome.Refused;
import io.kafunc.eventlog.Outcome.Unavailable;
import io.kafunc.httpapi.FcError;
import io.kafunc.metadata.command.MetadataCommand;
import io.kafunc.metadata.projection.LatestChanges;
import io.kafunc.schemas.metadata.MetadataEvent;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of a write: a command goes to the one writer, and when its event has been projected the
 * answer is read from the row that the event made. Blocks; for virtual threads.
 */
@Singleton
public class MetadataWriter {

  private static final Logger LOG = LoggerFactory.getLogger(MetadataWriter.class);

  private final AccountHandler handler;
  private final LatestChanges changes;

  MetadataWriter(AccountHandler handler, LatestChanges changes) {
    this.handler = handler;
    this.changes = changes;
  }

  /** The outcome, or the refusal as an exception: the edge can only throw. */
  public Written write(MetadataCommand command) {
    return switch (outcome(command)) {
      case Appended(var event, long position) -> written(event, position);
      case Refused(FcError refusal) -> throw refusal.exception();
      case Unavailable(String reason) -> throw SERVICE_UNAVAILABLE.saying(reason).exception();
    };
  }

  private Outcome<MetadataEvent, FcError> outcome(MetadataCommand command) {
    try {
      return handler.handle(command).join();
    } catch (CompletionException fault) {
      if (fault.getCause() instanceof EventTooLargeException tooLarge) {
        throw ENTITY_TOO_LARGE.with(tooLarge.max()).exception();
      }
      throw fault;
    }
  }

  private Written written(MetadataEvent event, long position) {
    var stamp = event.stamp();
    var row = changes.at(position).orElseThrow();
    LOG.info(
        "{} service={} subject={} revision={} position={} actor={} requestId={}",
        row.eventType(),
        row.serviceName(),
        row.subject(),
        stamp.revision(),
        position,
        stamp.actor(),
        stamp.requestId());
    return new Written(position, stamp.revision(), row.after());
  }
}
