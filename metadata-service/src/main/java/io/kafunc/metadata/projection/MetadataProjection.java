// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.projection;

import io.kafunc.eventlog.BehindException;
import io.kafunc.eventlog.Projection;
import io.kafunc.eventlog.Recorded;
import io.kafunc.metadata.database.DatabaseFile;
import io.kafunc.schemas.metadata.MetadataEvent;
import io.kafunc.schemas.metadata.OfAccount;
import io.kafunc.schemas.metadata.OfService;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes rows of events: a batch and the position behind it in one transaction, so that rows and
 * position never disagree. Rows made from another log are thrown away first. Fed by one thread.
 */
@Singleton
public class MetadataProjection implements Projection<MetadataEvent> {

  private static final Logger LOG = LoggerFactory.getLogger(MetadataProjection.class);
  private static final String POSITION = "metadata";

  private final TransactionOperations<Connection> transactions;
  private final PositionRows positions;
  private final HistoryRows history;
  private final LatestChanges changes;
  private final KnownAnswers answers;
  private final List<NounProjection<?>> nouns;
  private String log;
  private long next;

  MetadataProjection(
      @Named("metadata") TransactionOperations<Connection> transactions,
      PositionRows positions,
      HistoryRows history,
      LatestChanges changes,
      KnownAnswers answers,
      List<NounProjection<?>> nouns) {
    this.transactions = transactions;
    this.positions = positions;
    this.history = history;
    this.changes = changes;
    this.answers = answers;
    this.nouns = nouns;
  }

  /** Says which log the events to come are of; before anything else. */
  public void follow(String identity) {
    log = identity;
    next = transactions.executeWrite(_ -> begin());
  }

  String log() {
    return log;
  }

  private long begin() {
    if (!positions.sortsByBytes()) {
      throw new IllegalStateException(
          "the database sorts names by a language: create it with LC_COLLATE 'C'");
    }
    var row = positions.findById(POSITION);
    if (row.isPresent() && row.get().log().equals(source())) {
      return row.get().nextPosition();
    }
    row.ifPresent(other -> LOG.warn("rows are of another log: rebuilding log={}", other.log()));
    nouns.forEach(NounProjection::forgetAll);
    history.deleteAll();
    changes.forgetAll();
    answers.forgetAll();
    positions.deleteAll();
    positions.save(new PositionRow(POSITION, source(), 0));
    return 0;
  }

  /** A database that is not a file of ours keeps the rows of an older make. */
  private String source() {
    return DatabaseFile.MAKE + " " + log;
  }

  @Override
  public long from() {
    return next;
  }

  @Override
  public void apply(List<Recorded<MetadataEvent>> batch) {
    var fresh = batch.stream().filter(recorded -> recorded.position() >= next).toList();
    if (fresh.isEmpty()) {
      return;
    }
    long behind = fresh.getLast().position() + 1;
    var story = new ArrayList<HistoryRow>(fresh.size());
    try {
      transactions.executeWrite(_ -> commit(fresh, story, behind));
    } catch (RuntimeException fault) {
      nouns.forEach(NounProjection::dropBatch);
      throw fault;
    }
    next = behind;
    story.forEach(
        row -> {
          changes.add(row);
          answers.forget(row.accountId(), row.serviceName());
        });
  }

  @Override
  public void idle() {
    transactions.executeRead(
        _ -> {
          requireWhatWasCommitted();
          return next;
        });
  }

  private long commit(List<Recorded<MetadataEvent>> events, List<HistoryRow> story, long behind) {
    requireWhatWasCommitted();
    events.forEach(recorded -> story.add(project(recorded)));
    nouns.forEach(NounProjection::endBatch);
    history.saveAll(story);
    positions.update(new PositionRow(POSITION, source(), behind));
    return behind;
  }

  /** A database that could not write what it had committed has forgotten it. */
  private void requireWhatWasCommitted() {
    long held = positions.findById(POSITION).map(PositionRow::nextPosition).orElse(0L);
    if (held < next) {
      var lost =
          new BehindException("rows of positions from " + held + " to " + next + " are gone");
      next = held;
      answers.forgetAll();
      throw lost;
    }
  }

  private HistoryRow project(Recorded<MetadataEvent> recorded) {
    var event = recorded.event();
    var noun =
        nouns.stream()
            .filter(each -> each.events().isInstance(event))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no rows are made of " + event));
    return HistoryRow.of(
        recorded.position(),
        event.stamp(),
        serviceName(event),
        event.getClass().getSimpleName(),
        change(noun, event));
  }

  private static <E extends MetadataEvent> Change change(
      NounProjection<E> noun, MetadataEvent event) {
    return noun.apply(noun.events().cast(event));
  }

  private static String serviceName(MetadataEvent event) {
    return switch (event) {
      case OfService ofService -> ofService.serviceName();
      case OfAccount _ -> "";
    };
  }
}
