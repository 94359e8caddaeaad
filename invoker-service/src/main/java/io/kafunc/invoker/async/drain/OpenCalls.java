// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.drain;

import io.kafunc.invoker.async.CallsTopic;
import io.kafunc.invoker.async.drain.CallFetcher.Fetched;
import io.kafunc.invoker.async.queue.Counts;
import io.kafunc.invoker.async.queue.OpenCall;
import io.kafunc.invoker.async.queue.PartitionCalls;
import io.kafunc.invoker.async.queue.Standing;
import io.kafunc.schemas.Schemas;
import io.kafunc.schemas.Topics;
import io.kafunc.schemas.avro.EventCodec;
import io.kafunc.schemas.avro.WriterSchemas;
import io.kafunc.schemas.call.CallId;
import io.kafunc.schemas.call.CallTopic;
import io.kafunc.schemas.call.InvocationRequested;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Answers about calls that have not ended, from the memory of their owner. A call is known from its
 * 202 on: what the owner has not read yet is looked up in the log. Thread-safe; never blocks.
 */
public final class OpenCalls {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Executor SOON = CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS);

  private static final Executor VERY_SOON =
      CompletableFuture.delayedExecutor(3, TimeUnit.MILLISECONDS);

  private final CallsTopic topic;
  private final OwnedPartitions partitions;

  private final CallFetcher fetcher;
  private final TopicScan scan;
  private final Executor executor;
  private final EventCodec<InvocationRequested> codec;

  OpenCalls(
      CallsTopic topic,
      OwnedPartitions partitions,
      CallFetcher fetcher,
      TopicScan scan,
      Executor executor,
      WriterSchemas writers) {
    this.topic = topic;
    this.partitions = partitions;
    this.fetcher = fetcher;
    this.scan = scan;
    this.executor = executor;
    this.codec = Schemas.codec(Schemas.CALL, writers);
  }

  /** What is known of a call. */
  public sealed interface Answer {

    record Open(OpenRow row) implements Answer {}

    /** It was a call, and is settled. */
    record Ended() implements Answer {}

    /** It never was one. */
    record Unknown() implements Answer {}

    /** Its partition is not owned by this process, or not yet. */
    record NotHere() implements Answer {}
  }

  /**
   * An open call.
   *
   * @param startTime when it was handed out, of one that runs
   */
  public record OpenRow(
      CallId id, InvocationRequested call, Optional<Instant> startTime, int attempt) {

    public boolean runs() {
      return startTime.isPresent();
    }
  }

  /** Where a list goes on. */
  public record Place(int partition, long offset) {}

  /** A part of a list. */
  public record Rows(List<OpenRow> rows, Optional<Place> next) {}

  /** Waits a little for a partition that this process is taking over. */
  public CompletionStage<Answer> find(CallId id) {
    if (id.generation() != topic.generation() || id.partition() >= topic.partitions()) {
      return CompletableFuture.completedFuture(new Answer.Unknown());
    }
    return find(id, System.nanoTime());
  }

  /**
   * Lists open calls, by partition and offset; what was accepted before is among them.
   *
   * @param queues by their names ({@link CallTopic#queue})
   */
  public CompletionStage<Rows> list(
      Predicate<String> queues, boolean runs, boolean waits, Place from, int limit) {
    return CompletableFuture.supplyAsync(this::ends, executor)
        .thenCompose(ends -> read(ends, System.nanoTime()))
        .thenCompose(_ -> list(queues, runs, waits, from, limit, List.of()));
  }

  /** Whether this process drains the queues: all of them, for now. */
  public boolean drains() {
    return partitions.owned().size() == topic.partitions();
  }

  public Counts counts() {
    return partitions.counts();
  }

  /** The queues here in which calls wait or run. */
  public List<QueueDepth> depths() {
    return partitions.depths();
  }

  private Map<Integer, Long> ends() {
    var ends = new HashMap<Integer, Long>();
    for (int partition = 0; partition < topic.partitions(); partition++) {
      if (partitions.elected(partition)) {
        ends.put(partition, scan.end(Topics.CALLS, partition));
      }
    }
    return ends;
  }

  /** Waits, a little, until the owners here have read as far as this. */
  private CompletionStage<Boolean> read(Map<Integer, Long> ends, long since) {
    boolean done =
        ends.entrySet().stream()
            .allMatch(
                each ->
                    partitions.ask(each.getKey(), PartitionCalls::position).orElse(-1L)
                        >= each.getValue());
    if (done || System.nanoTime() - since > PATIENCE.toNanos()) {
      return CompletableFuture.completedStage(done);
    }
    return CompletableFuture.supplyAsync(() -> ends, VERY_SOON)
        .thenCompose(again -> read(again, since));
  }

  private CompletionStage<Answer> find(CallId id, long since) {
    var position = partitions.ask(id.partition(), PartitionCalls::position);
    if (position.isPresent()) {
      return fetcher
          .fetch(id.partition(), List.of(id.offset()), 1)
          .thenApply(found -> answer(id, found, position.get()));
    }
    if (!partitions.elected(id.partition()) || System.nanoTime() - since > PATIENCE.toNanos()) {
      return CompletableFuture.completedFuture(new Answer.NotHere());
    }
    return CompletableFuture.supplyAsync(() -> id, SOON).thenCompose(again -> find(again, since));
  }

  private Answer answer(CallId id, Fetched found, long position) {
    if (found.calls().isEmpty()) {
      return id.offset() < position ? new Answer.Ended() : new Answer.Unknown();
    }
    var stored = found.calls().getFirst();
    if (!id.equals(stored.id(id.partition(), topic.generation()))) {
      return new Answer.Unknown();
    }
    var call = codec.decode(stored.value());
    return partitions
        .ask(id.partition(), calls -> standing(calls, id.offset(), CallTopic.queue(call)))
        .map(standing -> answer(id, call, standing))
        .orElse(new Answer.NotHere());
  }

  private static Answer answer(CallId id, InvocationRequested call, Standing standing) {
    return standing instanceof Standing.NotOpen
        ? new Answer.Ended()
        : new Answer.Open(row(id, call, standing));
  }

  private static Standing standing(PartitionCalls calls, long offset, String queue) {
    return offset >= calls.position() ? new Standing.Waits() : calls.standing(offset, queue);
  }

  private CompletionStage<Rows> list(
      Predicate<String> queues,
      boolean runs,
      boolean waits,
      Place from,
      int limit,
      List<OpenRow> before) {
    int room = limit - before.size();
    var page =
        partitions
            .ask(from.partition, calls -> calls.page(from.offset, room + 1, queues, runs, waits))
            .orElse(List.of());
    var more = page.size() > room;
    var wanted = more ? page.subList(0, room) : page;
    return rows(from.partition, wanted)
        .thenCompose(
            found -> {
              var rows = new ArrayList<>(before);
              rows.addAll(found);
              if (more) {
                var next = new Place(from.partition, page.get(room).offset());
                return CompletableFuture.completedStage(new Rows(rows, Optional.of(next)));
              }
              if (from.partition + 1 >= topic.partitions()) {
                return CompletableFuture.completedStage(new Rows(rows, Optional.empty()));
              }
              return list(queues, runs, waits, new Place(from.partition + 1, 0), limit, rows);
            });
  }

  private CompletionStage<List<OpenRow>> rows(int partition, List<OpenCall> wanted) {
    if (wanted.isEmpty()) {
      return CompletableFuture.completedStage(List.of());
    }
    var standings = new HashMap<Long, Standing>();
    wanted.forEach(each -> standings.put(each.offset(), each.standing()));
    var offsets = wanted.stream().map(OpenCall::offset).toList();
    return fetcher
        .fetch(partition, offsets, Long.MAX_VALUE)
        .thenApply(
            found ->
                found.calls().stream()
                    .map(
                        each ->
                            row(
                                each.id(partition, topic.generation()),
                                codec.decode(each.value()),
                                standings.get(each.offset())))
                    .toList());
  }

  private static OpenRow row(CallId id, InvocationRequested call, Standing standing) {
    return standing instanceof Standing.Runs(int attempt, Instant since)
        ? new OpenRow(id, call, Optional.of(since), attempt)
        : new OpenRow(id, call, Optional.empty(), 1);
  }
}
