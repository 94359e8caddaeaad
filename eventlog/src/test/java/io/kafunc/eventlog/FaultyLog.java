// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A log whose next appends can be made to end unclearly: their event stored, or not. */
final class FaultyLog<E> implements EventLog<E> {

  enum Fault {
    NONE,
    STORED_BUT_UNCLEAR,
    NOT_STORED_AND_UNCLEAR
  }

  private final EventLog<E> log;
  private volatile Fault next = Fault.NONE;

  FaultyLog(EventLog<E> log) {
    this.log = log;
  }

  void next(Fault fault) {
    next = fault;
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
  public Tail tail(List<? extends Reader<E>> readers) {
    return log.tail(readers);
  }

  @Override
  public OwnedLog<E> own(Node node) {
    var owned = log.own(node);
    return new OwnedLog<>() {

      @Override
      public long epoch() {
        return owned.epoch();
      }

      @Override
      public CompletableFuture<List<Long>> append(List<E> events) {
        var fault = next;
        next = Fault.NONE;
        return switch (fault) {
          case NONE -> owned.append(events);
          case STORED_BUT_UNCLEAR ->
              owned
                  .append(events)
                  .thenCompose(positions -> CompletableFuture.failedFuture(unclear()));
          case NOT_STORED_AND_UNCLEAR -> CompletableFuture.failedFuture(unclear());
        };
      }

      @Override
      public void close() {
        owned.close();
      }
    };
  }

  private static UnclearAppendException unclear() {
    return new UnclearAppendException("the ack got lost", null);
  }
}
