// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.drain;

import static io.kafunc.httpapi.ErrorCode.SERVICE_UNAVAILABLE;

import io.kafunc.httpapi.FcException;
import io.kafunc.invoker.async.CallsTopic;
import io.kafunc.invoker.async.queue.StatefulCall;
import io.kafunc.schemas.Schemas;
import io.kafunc.schemas.avro.EventCodec;
import io.kafunc.schemas.avro.WriterSchemas;
import io.kafunc.schemas.call.CallId;
import io.kafunc.schemas.call.CallSnapshot.KeptCall;
import io.kafunc.schemas.call.CallTopic;
import io.kafunc.schemas.call.InvocationRequested;
import io.kafunc.schemas.invocation.InvocationStatus;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Stateful calls (contract 1.10): accepted once for each id, found by it, listed and stopped, while
 * they are open and for as long as they are remembered after. Only their queue's owner does any of
 * it; elsewhere, and while there is no owner, every stage fails with 503. Thread-safe; never
 * blocks.
 */
public final class StatefulCalls {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);
  private static final Executor SOON = CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS);

  private final CallsTopic topic;
  private final OwnedPartitions partitions;
  private final CallFetcher fetcher;
  private final Executor executor;
  private final EventCodec<InvocationRequested> codec;

  StatefulCalls(
      CallsTopic topic,
      OwnedPartitions partitions,
      CallFetcher fetcher,
      Executor executor,
      WriterSchemas writers) {
    this.topic = topic;
    this.partitions = partitions;
    this.fetcher = fetcher;
    this.executor = executor;
    this.codec = Schemas.codec(Schemas.CALL, writers);
  }

  /**
   * A stateful call.
   *
   * @param stopping whether it runs and was asked to stop
   * @param asked what was accepted, where that was asked for
   */
  public record Row(
      CallId id, StatefulCall call, boolean stopping, Optional<InvocationRequested> asked) {

    /** How it ended, when it has. */
    public Optional<InvocationStatus> ended() {
      return call.end().map(KeptCall::record).map(record -> record.status());
    }
  }

  /**
   * A part of a list.
   *
   * @param next where it goes on
   */
  public record Rows(List<Row> rows, Optional<Long> next) {}

  /**
   * Which calls of a queue are wanted.
   *
   * @param from where the list begins, as the part before said
   * @param ascending by the time of acceptance
   * @param payload whether what was accepted is wanted too
   */
  public record Wanted(
      String queue,
      Optional<Long> from,
      boolean ascending,
      int limit,
      boolean payload,
      Predicate<Row> which) {}

  /** What became of the wish to stop a call. */
  public sealed interface Stop {

    record Stopped() implements Stop {}

    /** It had ended, or ended before it could be stopped. */
    record TooLate(InvocationStatus status) implements Stop {}

    record Unknown() implements Stop {}
  }

  /**
   * Accepts a call with an id, unless one with this id is remembered.
   *
   * @param append puts a call on disk
   * @return the request id of the call that has the id
   */
  public CompletionStage<CallId> accept(
      InvocationRequested call, Function<InvocationRequested, CompletionStage<CallId>> append) {
    return here(CallTopic.queue(call)).thenCompose(owner -> refused(owner.accept(call, append)));
  }

  public CompletionStage<Optional<Row>> find(String queue, String invocationId) {
    return knowing(queue)
        .thenCompose(
            owner ->
                owner
                    .stateful(queue, invocationId)
                    .map(call -> withPayloads(owner, List.of(row(owner, call))))
                    .orElse(CompletableFuture.completedStage(List.of())))
        .thenApply(rows -> rows.stream().findFirst());
  }

  public CompletionStage<Rows> list(Wanted wanted) {
    return knowing(wanted.queue).thenCompose(owner -> list(owner, wanted));
  }

  /** Ends an open call; its end is on disk when the stage is over. */
  public CompletionStage<Stop> stop(String queue, String invocationId) {
    return find(queue, invocationId)
        .thenCompose(
            found ->
                found
                    .map(row -> stop(queue, row))
                    .orElse(CompletableFuture.completedStage(new Stop.Unknown())));
  }

  private CompletionStage<Stop> stop(String queue, Row row) {
    if (row.ended().isPresent()) {
      return CompletableFuture.completedStage(new Stop.TooLate(row.ended().get()));
    }
    var asked = row.asked().orElseThrow(DeadLetters::noOwner);
    var call = row.call().call();
    var stored = new StoredCall(call.offset(), call.key().bytes(), new byte[0], 0);
    return here(queue)
        .thenCompose(owner -> refused(ended(owner, stored, asked)))
        .thenCompose(_ -> find(queue, call.invocationId()))
        .thenApply(after -> after.flatMap(Row::ended).orElseThrow(DeadLetters::noOwner))
        .thenApply(
            status ->
                status == InvocationStatus.Stopped ? new Stop.Stopped() : new Stop.TooLate(status));
  }

  private static CompletionStage<Void> ended(
      PartitionOwner owner, StoredCall stored, InvocationRequested asked) {
    return owner.stop(stored, asked).orTimeout(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private CompletionStage<Rows> list(PartitionOwner owner, Wanted wanted) {
    var search =
        new StatefulSearch(
            (from, most) ->
                owner.ask(calls -> calls.stateful(wanted.queue, from, wanted.ascending, most)),
            wanted.ascending);
    var found =
        search.find(wanted.from, wanted.limit + 1, call -> wanted.which.test(row(owner, call)));
    boolean more = found.size() > wanted.limit;
    var next = more ? Optional.of(found.getLast().call().offset()) : Optional.<Long>empty();
    var rows = found.stream().limit(wanted.limit).map(call -> row(owner, call)).toList();
    var whole = wanted.payload ? withPayloads(owner, rows) : CompletableFuture.completedStage(rows);
    return whole.thenApply(each -> new Rows(each, next));
  }

  private CompletionStage<List<Row>> withPayloads(PartitionOwner owner, List<Row> rows) {
    if (rows.isEmpty()) {
      return CompletableFuture.completedStage(rows);
    }
    var offsets = rows.stream().map(row -> row.call.call().offset()).sorted().toList();
    return refused(
        fetcher
            .fetch(owner.partition(), offsets, Long.MAX_VALUE)
            .thenApplyAsync(
                found -> {
                  Map<Long, InvocationRequested> asked = new HashMap<>();
                  found
                      .calls()
                      .forEach(each -> asked.put(each.offset(), codec.decode(each.value())));
                  return rows.stream()
                      .map(row -> with(row, asked.get(row.call.call().offset())))
                      .toList();
                },
                executor));
  }

  private static Row with(Row row, InvocationRequested asked) {
    return new Row(row.id, row.call, row.stopping, Optional.ofNullable(asked));
  }

  private Row row(PartitionOwner owner, StatefulCall call) {
    long offset = call.call().offset();
    var key = call.call().key().bytes();
    var id = CallTopic.id(owner.partition(), topic.generation(), offset, key);
    return new Row(id, call, owner.isStopping(offset), Optional.empty());
  }

  /** The owner of a queue that knows all of its calls. */
  private CompletionStage<PartitionOwner> knowing(String queue) {
    return here(queue)
        .thenCompose(owner -> refused(owner.caughtUp().thenApplyAsync(_ -> owner, executor)));
  }

  /** The owner of a queue, when that is here; waits a little for one that is about to be. */
  private CompletionStage<PartitionOwner> here(String queue) {
    return here(CallTopic.partition(queue, topic.partitions()), System.nanoTime());
  }

  private CompletionStage<PartitionOwner> here(int partition, long since) {
    var owner = partitions.owner(partition);
    if (owner.isPresent()) {
      return CompletableFuture.completedStage(owner.get());
    }
    if (!partitions.elected(partition) || System.nanoTime() - since > PATIENCE.toNanos()) {
      return CompletableFuture.failedStage(DeadLetters.noOwner());
    }
    return CompletableFuture.supplyAsync(() -> partition, SOON)
        .thenCompose(again -> here(again, since));
  }

  /** Whatever goes wrong inside is 503 outside. */
  private static <T> CompletionStage<T> refused(CompletionStage<T> stage) {
    return stage.exceptionallyCompose(
        failure -> {
          var cause = failure instanceof CompletionException ? failure.getCause() : failure;
          return CompletableFuture.failedStage(
              cause instanceof FcException
                  ? cause
                  : SERVICE_UNAVAILABLE.saying("the queue does not answer").exception());
        });
  }
}
