// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.drain;

import static io.kafunc.httpapi.ErrorCode.SERVICE_UNAVAILABLE;

import io.kafunc.httpapi.FcException;
import io.kafunc.invoker.async.CallsTopic;
import io.kafunc.invoker.async.drain.OpenCalls.Place;
import io.kafunc.schemas.Schemas;
import io.kafunc.schemas.avro.EventCodec;
import io.kafunc.schemas.avro.WriterSchemas;
import io.kafunc.schemas.call.CallId;
import io.kafunc.schemas.call.CallSnapshot.KeptCall;
import io.kafunc.schemas.call.InvocationRequested;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Calls that expired or failed for good, and such whose destination could not be told, kept until
 * somebody purges or redrives them. Known to the owners of their partitions. Thread-safe; never
 * blocks.
 */
public final class DeadLetters {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final CallsTopic topic;
  private final OwnedPartitions partitions;
  private final CallFetcher fetcher;
  private final EventCodec<InvocationRequested> codec;

  DeadLetters(
      CallsTopic topic, OwnedPartitions partitions, CallFetcher fetcher, WriterSchemas writers) {
    this.topic = topic;
    this.partitions = partitions;
    this.fetcher = fetcher;
    this.codec = Schemas.codec(Schemas.CALL, writers);
  }

  /** A part of a list. */
  public record Rows(List<KeptCall> letters, Optional<Place> next) {}

  /** Whether this process can say which there are. */
  public boolean known() {
    return partitions.owned().size() == topic.partitions();
  }

  /** How many there are. */
  public int count() {
    return partitions.owned().stream()
        .mapToInt(each -> partitions.ask(each, calls -> calls.kept().dead()).orElse(0))
        .sum();
  }

  /** By partition and offset. */
  public Rows list(Predicate<KeptCall> wanted, Place from, int limit) {
    var rows = new ArrayList<KeptCall>();
    for (int partition = from.partition(); partition < topic.partitions(); partition++) {
      long begin = partition == from.partition() ? from.offset() : 0;
      int room = limit - rows.size() + 1;
      var page =
          partitions
              .ask(
                  partition,
                  calls ->
                      calls
                          .kept()
                          .page(begin, room, each -> each.keeping().dead() && wanted.test(each)))
              .orElse(List.of());
      for (var letter : page) {
        if (rows.size() == limit) {
          return new Rows(rows, Optional.of(new Place(partition, letter.offset())));
        }
        rows.add(letter);
      }
    }
    return new Rows(rows, Optional.empty());
  }

  public Optional<KeptCall> find(CallId id) {
    return id.generation() == topic.generation() && id.partition() < topic.partitions()
        ? partitions
            .ask(id.partition(), calls -> calls.kept().find(id.offset()))
            .flatMap(found -> found)
            .filter(each -> each.keeping().dead())
            .filter(each -> each.record().requestId().equals(id.toString()))
        : Optional.empty();
  }

  /** The call as it was accepted; empty when the log has it no more. */
  public CompletionStage<Optional<InvocationRequested>> call(KeptCall letter) {
    return fetcher
        .fetch(partition(letter), List.of(letter.offset()), 1)
        .thenApply(
            found -> found.calls().stream().findFirst().map(each -> codec.decode(each.value())));
  }

  /** Ends when it is forgotten on disk; fails with 503 when the partition's owner has gone. */
  public CompletionStage<Void> purge(KeptCall letter) {
    return partitions
        .owner(partition(letter))
        .map(owner -> owner.bury(letter).orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
        .orElseGet(() -> CompletableFuture.failedFuture(noOwner()))
        .exceptionallyCompose(_ -> CompletableFuture.failedStage(noOwner()));
  }

  /** The refusal while no process, or another one, has the queues. */
  public static FcException noOwner() {
    return SERVICE_UNAVAILABLE.saying("the queues have no owner at the moment").exception();
  }

  private static int partition(KeptCall letter) {
    return CallId.parse(letter.record().requestId()).orElseThrow().partition();
  }
}
