// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** An event log in memory, for tests without Kafka: same contract, no disk. Thread-safe. */
public final class InMemoryEventLog<E> implements EventLog<E> {

  /** What stands at a position: an event, or a fence. */
  private sealed interface Entry<E> {
    record Event<E>(E event) implements Entry<E> {}

    record Fence<E>(Node node) implements Entry<E> {}
  }

  private final String topic;
  private final LocalReaders localReaders;
  private final List<Entry<E>> entries = new ArrayList<>();
  private long epoch = -1;

  public InMemoryEventLog(String topic, LocalReaders localReaders) {
    this.topic = topic;
    this.localReaders = localReaders;
  }

  @Override
  public String topic() {
    return topic;
  }

  @Override
  public int partition() {
    return 0;
  }

  @Override
  public Tail tail(List<? extends Reader<E>> readers) {
    return new InMemoryTail<>(this, localReaders, readers).start();
  }

  @Override
  public synchronized OwnedLog<E> own(Node node) {
    entries.add(new Entry.Fence<>(node));
    epoch = entries.size() - 1;
    notifyAll();
    return new Owned(epoch);
  }

  synchronized long end() {
    return entries.size();
  }

  /** Everything from a position, fences too, waiting a moment when there is nothing. */
  synchronized Slice<E> from(long position, long waitMillis) throws InterruptedException {
    if (position == entries.size()) {
      wait(waitMillis);
    }
    var events = new ArrayList<Recorded<E>>();
    Optional<Owner> owner = Optional.empty();
    for (int at = (int) position; at < entries.size(); at++) {
      switch (entries.get(at)) {
        case Entry.Event<E>(var event) -> events.add(new Recorded<>(at, event));
        case Entry.Fence<E>(var node) -> owner = Optional.of(new Owner(node, at));
      }
    }
    return new Slice<>(events, owner, entries.size());
  }

  synchronized void wake() {
    notifyAll();
  }

  record Slice<E>(List<Recorded<E>> events, Optional<Owner> owner, long end) {}

  private synchronized List<Long> append(long by, List<E> events) {
    if (by != epoch) {
      throw new OwnershipLostException(topic + " has another owner", null);
    }
    var positions = new ArrayList<Long>();
    for (var event : events) {
      positions.add((long) entries.size());
      entries.add(new Entry.Event<>(event));
    }
    notifyAll();
    return positions;
  }

  private final class Owned implements OwnedLog<E> {

    private final long mine;
    private volatile boolean closed;

    Owned(long mine) {
      this.mine = mine;
    }

    @Override
    public long epoch() {
      return mine;
    }

    @Override
    public CompletableFuture<List<Long>> append(List<E> events) {
      if (closed) {
        return CompletableFuture.failedFuture(new UnclearAppendException("closed", null));
      }
      try {
        return CompletableFuture.completedFuture(InMemoryEventLog.this.append(mine, events));
      } catch (OwnershipLostException lost) {
        return CompletableFuture.failedFuture(lost);
      }
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
