// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.api;

import io.kafunc.eventlog.EventLog;
import io.kafunc.eventlog.Node;
import io.kafunc.eventlog.OwnedLog;
import io.kafunc.eventlog.Reader;
import io.kafunc.eventlog.Recorded;
import io.kafunc.eventlog.Tail;
import io.kafunc.eventlog.UnclearAppendException;
import io.kafunc.metadata.write.MetadataLog;
import io.kafunc.schemas.metadata.MetadataEvent;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Puts a {@link LogFault} between a metadata-service and its log. */
@Singleton
@Requires(property = LogFault.SETTING)
final class LogWithFault implements BeanCreatedEventListener<MetadataLog> {

  private final LogFault fault;

  LogWithFault(@Property(name = LogFault.SETTING) LogFault fault) {
    this.fault = fault;
  }

  @Override
  public MetadataLog onCreated(BeanCreatedEvent<MetadataLog> created) {
    var log = created.getBean();
    return new MetadataLog(log.identity(), new Faulty(log.events()), log.ownership());
  }

  private final class Faulty implements EventLog<MetadataEvent> {

    private final EventLog<MetadataEvent> log;

    Faulty(EventLog<MetadataEvent> log) {
      this.log = log;
    }

    @Override
    public String topic() {
      return log.topic();
    }

    @Override
    public int partition() {
      return log.partition();
    }

    @Override
    public Tail tail(List<? extends Reader<MetadataEvent>> readers) {
      var all = new ArrayList<Reader<MetadataEvent>>(readers);
      all.set(0, watched(all.getFirst()));
      return log.tail(all);
    }

    @Override
    public OwnedLog<MetadataEvent> own(Node node) {
      return new FaultyOwned(log.own(node));
    }
  }

  /** The rows are the first to be handed an event. */
  private Reader<MetadataEvent> watched(Reader<MetadataEvent> rows) {
    return new Reader<>() {

      @Override
      public long from() {
        return rows.from();
      }

      @Override
      public void apply(List<Recorded<MetadataEvent>> batch) {
        if (fault == LogFault.HALTED_BEFORE_THE_ROWS
            && batch.stream().map(Recorded::event).anyMatch(fault::befalls)) {
          LogFault.halt();
        }
        rows.apply(batch);
      }
    };
  }

  private final class FaultyOwned implements OwnedLog<MetadataEvent> {

    private final OwnedLog<MetadataEvent> owned;

    FaultyOwned(OwnedLog<MetadataEvent> owned) {
      this.owned = owned;
    }

    @Override
    public long epoch() {
      return owned.epoch();
    }

    @Override
    public CompletableFuture<List<Long>> append(List<MetadataEvent> events) {
      if (events.stream().noneMatch(fault::befalls)) {
        return owned.append(events);
      }
      return switch (fault) {
        case HALTED_BEFORE_THE_ROWS -> owned.append(events);
        case HALTED_BEFORE_THE_COMMIT -> {
          LogFault.halt();
          throw new IllegalStateException("still here");
        }
        case STORED_BUT_UNCLEAR ->
            owned.append(events).thenCompose(_ -> CompletableFuture.failedFuture(unclear()));
        case NOT_STORED_AND_UNCLEAR -> CompletableFuture.failedFuture(unclear());
      };
    }

    @Override
    public void close() {
      owned.close();
    }
  }

  private static UnclearAppendException unclear() {
    return new UnclearAppendException("the ack got lost", null);
  }
}
