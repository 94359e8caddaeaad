// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.projection;

import io.kafunc.eventlog.Projection;
import io.kafunc.eventlog.Recorded;
import io.kafunc.metadata.database.DatabaseFile;
import io.kafunc.schemas.metadata.AliasEvent;
import io.kafunc.schemas.metadata.AsyncConfigEvent;
import io.kafunc.schemas.metadata.BindingEvent;
import io.kafunc.schemas.metadata.DomainEvent;
import io.kafunc.schemas.metadata.FunctionEvent;
import io.kafunc.schemas.metadata.LayerEvent;
import io.kafunc.schemas.metadata.MetadataEvent;
import io.kafunc.schemas.metadata.OfAccount;
import io.kafunc.schemas.metadata.OfService;
import io.kafunc.schemas.metadata.OnDemandEvent;
import io.kafunc.schemas.metadata.ProvisionEvent;
import io.kafunc.schemas.metadata.ServiceEvent;
import io.kafunc.schemas.metadata.TagEvent;
import io.kafunc.schemas.metadata.TriggerEvent;
import io.kafunc.schemas.metadata.VersionEvent;
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
  private final AllRows rows;
  private final HistoryRows history;
  private final LatestChanges changes;
  private final KnownAnswers answers;
  private final ServiceProjection services;
  private final FunctionProjection functions;
  private final VersionProjection versions;
  private final AliasProjection aliases;
  private final TriggerProjection triggers;
  private final OnDemandProjection onDemand;
  private final ProvisionProjection provisions;
  private final AsyncConfigProjection asyncConfigs;
  private final TagProjection tags;
  private final BindingProjection bindings;
  private final DomainProjection domains;
  private final LayerProjection layers;
  private String log;
  private long next;

  MetadataProjection(
      @Named("metadata") TransactionOperations<Connection> transactions,
      PositionRows positions,
      AllRows rows,
      HistoryRows history,
      LatestChanges changes,
      KnownAnswers answers,
      ServiceProjection services,
      FunctionProjection functions,
      VersionProjection versions,
      AliasProjection aliases,
      TriggerProjection triggers,
      OnDemandProjection onDemand,
      ProvisionProjection provisions,
      AsyncConfigProjection asyncConfigs,
      TagProjection tags,
      BindingProjection bindings,
      DomainProjection domains,
      LayerProjection layers) {
    this.transactions = transactions;
    this.positions = positions;
    this.rows = rows;
    this.history = history;
    this.changes = changes;
    this.answers = answers;
    this.services = services;
    this.functions = functions;
    this.versions = versions;
    this.aliases = aliases;
    this.triggers = triggers;
    this.onDemand = onDemand;
    this.provisions = provisions;
    this.asyncConfigs = asyncConfigs;
    this.tags = tags;
    this.bindings = bindings;
    this.domains = domains;
    this.layers = layers;
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
    rows.deleteAll();
    functions.forgetAll();
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
    transactions.executeWrite(
        _ -> {
          fresh.forEach(recorded -> story.add(project(recorded)));
          history.saveAll(story);
          positions.update(new PositionRow(POSITION, source(), behind));
          return behind;
        });
    next = behind;
    story.forEach(
        row -> {
          changes.add(row);
          answers.forget(row.accountId(), row.serviceName());
        });
  }

  private HistoryRow project(Recorded<MetadataEvent> recorded) {
    var event = recorded.event();
    var change =
        switch (event) {
          case ServiceEvent service -> services.apply(service);
          case FunctionEvent function -> functions.apply(function);
          case VersionEvent version -> versions.apply(version);
          case AliasEvent alias -> aliases.apply(alias);
          case TriggerEvent trigger -> triggers.apply(trigger);
          case OnDemandEvent limit -> onDemand.apply(limit);
          case ProvisionEvent provision -> provisions.apply(provision);
          case AsyncConfigEvent config -> asyncConfigs.apply(config);
          case TagEvent tag -> tags.apply(tag);
          case BindingEvent binding -> bindings.apply(binding);
          case DomainEvent domain -> domains.apply(domain);
          case LayerEvent layer -> layers.apply(layer);
        };
    return HistoryRow.of(
        recorded.position(),
        event.stamp(),
        serviceName(event),
        event.getClass().getSimpleName(),
        change);
  }

  private static String serviceName(MetadataEvent event) {
    return switch (event) {
      case OfService ofService -> ofService.serviceName();
      case OfAccount _ -> "";
    };
  }
}
