// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.drain;

import io.kafunc.eventlog.Ownership;
import io.kafunc.eventlog.OwnershipLostException;
import io.kafunc.invoker.async.queue.Counts;
import io.kafunc.invoker.async.queue.PartitionCalls;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions this process owns. The election gives and takes them; a partition lost by an
 * append of unclear fate, as when the broker was away, is taken again under a new epoch for as long
 * as the election has not given it to another. Thread-safe.
 */
final class OwnedPartitions implements Ownership.Listener {

  private static final Logger LOG = LoggerFactory.getLogger(OwnedPartitions.class);
  private static final Duration AGAIN = Duration.ofMillis(500);

  private final Ownership election;
  private final Takeover takeover;
  private final Surroundings with;
  private final Set<Integer> elected = ConcurrentHashMap.newKeySet();
  private final Map<Integer, PartitionOwner> owners = new ConcurrentHashMap<>();
  private volatile boolean closed;

  OwnedPartitions(Ownership election, Takeover takeover, Surroundings with) {
    this.election = election;
    this.takeover = takeover;
    this.with = with;
  }

  @Override
  public void gained(int partition) {
    if (elected.add(partition)) {
      with.executor().execute(() -> take(partition));
    }
  }

  @Override
  public void lost(int partition) {
    elected.remove(partition);
    var owner = owners.remove(partition);
    if (owner != null) {
      LOG.info("partition given up partition={}", partition);
      with.executor().execute(owner::drop);
    }
  }

  /** Asks about a partition; empty when it is not owned here, or not yet. */
  <T> Optional<T> ask(int partition, Function<PartitionCalls, T> question) {
    return Optional.ofNullable(owners.get(partition)).map(owner -> owner.ask(question));
  }

  /** The owner of a partition, when that is here. */
  Optional<PartitionOwner> owner(int partition) {
    return Optional.ofNullable(owners.get(partition));
  }

  boolean elected(int partition) {
    return elected.contains(partition);
  }

  Set<Integer> owned() {
    return Set.copyOf(owners.keySet());
  }

  /** What all owned partitions have on their hands. */
  Counts counts() {
    return owners.values().stream()
        .map(owner -> owner.ask(PartitionCalls::counts))
        .reduce(Counts.NONE, Counts::plus);
  }

  /** The queues of all owned partitions in which calls wait or run. */
  List<QueueDepth> depths() {
    return owners.values().stream().flatMap(owner -> owner.depths().stream()).toList();
  }

  /**
   * Ends well: running calls may end, what is open is written down, and then the election is left,
   * so that the next owner need not wait for this process to end. A call that outlasts the patience
   * is interrupted for that owner, as in any takeover. Again, it does nothing. Blocks.
   */
  void stop(Duration patience) {
    closed = true;
    var all = Map.copyOf(owners);
    CompletableFuture.allOf(
            all.values().stream()
                .map(each -> CompletableFuture.runAsync(() -> each.stop(patience), with.executor()))
                .toArray(CompletableFuture[]::new))
        .exceptionally(failure -> null)
        .join();
    owners.clear();
    election.close();
  }

  private void take(int partition) {
    while (!closed && elected.contains(partition)) {
      try {
        hold(new PartitionOwner(with, takeover.take(partition), this::lostByFault));
        return;
      } catch (OwnershipLostException e) {
        LOG.warn("partition taken by another partition={}", partition, e);
        standAgain(partition);
        return;
      } catch (RuntimeException e) {
        LOG.warn("takeover failed, tried again partition={}", partition, e);
        pause(AGAIN);
      }
    }
  }

  private void hold(PartitionOwner owner) {
    owners.put(owner.partition(), owner);
    if (closed || !elected.contains(owner.partition())) {
      owners.remove(owner.partition(), owner);
      owner.drop();
    } else {
      owner.start();
    }
  }

  private void lostByFault(PartitionOwner owner, Throwable cause) {
    owners.remove(owner.partition(), owner);
    if (cause instanceof OwnershipLostException) {
      standAgain(owner.partition());
    } else {
      with.executor().execute(() -> take(owner.partition()));
    }
  }

  /** Fenced: nobody takes an epoch again without being elected again. */
  private void standAgain(int partition) {
    if (!closed && elected.contains(partition)) {
      election.standAgain();
    }
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
