// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** The tail of an {@link InMemoryEventLog}. */
final class InMemoryTail<E> implements Tail {

  private record Awaited(long next, CompletableFuture<Long> reached) {}

  private final InMemoryEventLog<E> log;
  private final LocalReaders localReaders;
  private final List<Feed<E>> feeds;
  private final Queue<Awaited> waiting = new ConcurrentLinkedQueue<>();
  private volatile long position;
  private volatile Optional<Owner> owner = Optional.empty();
  private volatile Optional<Throwable> failure = Optional.empty();
  private volatile boolean closed;

  InMemoryTail(
      InMemoryEventLog<E> log, LocalReaders localReaders, List<? extends Reader<E>> readers) {
    this.log = log;
    this.localReaders = localReaders;
    this.feeds = readers.stream().map(Feed<E>::new).toList();
    this.position = feeds.stream().mapToLong(Feed::next).min().orElse(0);
  }

  InMemoryTail<E> start() {
    localReaders.register(this);
    Thread.ofVirtual().name("tail-" + log.topic()).start(this::run);
    return this;
  }

  private void run() {
    try {
      while (!closed) {
        var slice = log.from(position, 1000);
        long reached = slice.end();
        for (var feed : feeds) {
          try {
            feed.give(slice.events());
          } catch (BehindException lost) {
            feed.goBack();
            reached = Math.min(feed.next(), position);
          }
        }
        owner = slice.owner().or(() -> owner);
        position = reached;
        answer();
      }
    } catch (Exception fault) {
      failure = Optional.of(fault);
      closed = true;
    } finally {
      answer();
    }
  }

  private void answer() {
    waiting.removeIf(
        awaited -> {
          if (awaited.next <= position) {
            awaited.reached.complete(awaited.next);
          } else if (closed) {
            awaited.reached.completeExceptionally(
                new TailStoppedException("stopped", failure.orElse(null)));
          }
          return awaited.reached.isDone();
        });
  }

  @Override
  public CompletableFuture<Long> readToEnd(Duration timeout) {
    var awaited = new Awaited(log.end(), new CompletableFuture<>());
    awaited.reached.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
    waiting.add(awaited);
    answer();
    return awaited.reached;
  }

  @Override
  public CompletableFuture<Void> awaitPosition(long awaitedPosition, Duration timeout) {
    var awaited = new Awaited(awaitedPosition + 1, new CompletableFuture<>());
    awaited.reached.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
    waiting.add(awaited);
    answer();
    return awaited.reached.thenApply(reached -> null);
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
  public long position() {
    return position;
  }

  @Override
  public Optional<Owner> owner() {
    return owner;
  }

  @Override
  public Optional<Throwable> failure() {
    return failure;
  }

  @Override
  public void close() {
    localReaders.unregister(this);
    closed = true;
    log.wake();
    answer();
  }
}
