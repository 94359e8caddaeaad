// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.write;

import io.kafunc.eventlog.CommandHandler;
import io.kafunc.eventlog.Decider;
import io.kafunc.eventlog.LocalReaders;
import io.kafunc.eventlog.Node;
import io.kafunc.eventlog.Outcome;
import io.kafunc.eventlog.Owner;
import io.kafunc.eventlog.Reader;
import io.kafunc.eventlog.Tail;
import io.kafunc.httpapi.FcError;
import io.kafunc.metadata.account.Account;
import io.kafunc.metadata.account.Tree;
import io.kafunc.metadata.command.MetadataCommand;
import io.kafunc.metadata.projection.MetadataProjection;
import io.kafunc.metadata.projection.PatientProjection;
import io.kafunc.schemas.metadata.MetadataEvent;
import io.micronaut.context.annotation.Context;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The writer of this process: one tail feeds the rows (and whatever else of this service reads
 * events) and then the state that decisions rest on. Begins with the process and ends with it.
 * Thread-safe.
 */
@Context
public class AccountHandler {

  private static final Logger LOG = LoggerFactory.getLogger(AccountHandler.class);
  private static final Duration CAUGHT_UP_WITHIN = Duration.ofMinutes(10);

  private final CommandHandler<Tree<String, Account>, MetadataCommand, MetadataEvent, FcError>
      handler;
  private final PatientProjection rows;
  private final Node node;
  private volatile boolean caughtUp;

  AccountHandler(
      MetadataLog log,
      LocalReaders localReaders,
      Node node,
      Decider<Tree<String, Account>, MetadataCommand, MetadataEvent, FcError> decider,
      MetadataProjection projection,
      List<EventReader> others) {
    this.node = node;
    this.rows = new PatientProjection(projection);
    this.handler = new CommandHandler<>(decider, log.events(), log.ownership(), localReaders, node);
    projection.follow(log.identity());
    var readers = new ArrayList<Reader<MetadataEvent>>(others);
    readers.addFirst(rows);
    handler.start(readers);
    readToEnd();
  }

  /** Until the end as it was at the start: what was written before is then to be read. */
  private void readToEnd() {
    handler
        .tail()
        .readToEnd(CAUGHT_UP_WITHIN)
        .whenComplete(
            (end, fault) -> {
              caughtUp = fault == null;
              if (fault != null) {
                LOG.warn("not yet at the end of the log", fault);
              }
            });
  }

  /** Whether everything written before the start has been read. */
  boolean caughtUp() {
    return caughtUp || serving();
  }

  CompletableFuture<Outcome<MetadataEvent, FcError>> handle(MetadataCommand command) {
    return handler.handle(command);
  }

  /** Whether this node decides. */
  public boolean serving() {
    return handler.serving();
  }

  /** Who decides, where that is another node. */
  public Optional<Owner> otherOwner() {
    return handler.owner().filter(owner -> !owner.node().id().equals(node.id()));
  }

  /** Feeds the rows. */
  public Tail tail() {
    return handler.tail();
  }

  /** Whether answers are older than they should be, since the database takes no new ones. */
  boolean late() {
    return rows.isWaiting();
  }

  @PreDestroy
  void close() {
    rows.close();
    handler.close();
  }
}
