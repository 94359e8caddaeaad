// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.drain;

import io.kafunc.invoker.async.queue.StatefulCall;
import io.kafunc.schemas.call.CallId;
import io.kafunc.schemas.call.CallSnapshot.OpenStateful;
import io.kafunc.schemas.call.CallTopic;
import io.kafunc.schemas.call.InvocationRequested;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * How a partition's owner accepts stateful calls, each id once. An id that is remembered is
 * answered with its call; one that is on its way, with what the first who brought it is answered.
 * The log decides: a call is accepted when its owner has read it back, and is answered with the
 * request id of the first of its name there, whoever put it there. Its maps are guarded by the
 * owner's lock.
 */
final class Admission {

  private static final Duration PATIENCE = Duration.ofSeconds(12);

  private record Name(String queue, String invocationId) {}

  private final PartitionOwner owner;
  private final Surroundings with;
  private final Map<Name, CompletableFuture<CallId>> underway = new HashMap<>();

  Admission(PartitionOwner owner, Surroundings with) {
    this.owner = owner;
    this.with = with;
  }

  /**
   * Accepts a call.
   *
   * @param append puts it on disk
   */
  CompletionStage<CallId> accept(
      InvocationRequested call, Function<InvocationRequested, CompletionStage<CallId>> append) {
    var name = new Name(CallTopic.queue(call), call.invocationId().orElseThrow());
    var mine = new CompletableFuture<CallId>();
    var answer = owner.ask(_ -> answer(name, mine));
    if (answer == mine) {
      append
          .apply(call)
          .whenComplete(
              (_, failure) -> {
                if (failure != null) {
                  mine.completeExceptionally(failure);
                }
              });
      mine.orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
          .whenComplete((_, _) -> owner.ask(_ -> underway.remove(name, mine)));
    }
    return answer;
  }

  private CompletableFuture<CallId> answer(Name name, CompletableFuture<CallId> mine) {
    var known = owner.stateful(name.queue, name.invocationId);
    if (known.isPresent()) {
      return CompletableFuture.completedFuture(id(known.get().call()));
    }
    var first = underway.putIfAbsent(name, mine);
    return first == null ? mine : first;
  }

  /** A stateful call was read; under the owner's lock. */
  void read(OpenStateful call) {
    var waiting = underway.remove(new Name(call.queue(), call.invocationId()));
    if (waiting != null) {
      var first =
          owner.stateful(call.queue(), call.invocationId()).map(StatefulCall::call).orElse(call);
      waiting.completeAsync(() -> confirmed(first), with.executor());
    }
  }

  /** Nobody is accepted here any more; under the owner's lock. */
  void close() {
    var all = List.copyOf(underway.values());
    underway.clear();
    with.executor()
        .execute(() -> all.forEach(each -> each.completeExceptionally(DeadLetters.noOwner())));
  }

  /** Whoever may have lost the queue unnoticed promises nothing. */
  private CallId confirmed(OpenStateful call) {
    if (!with.elected().getAsBoolean()) {
      throw DeadLetters.noOwner();
    }
    return id(call);
  }

  private CallId id(OpenStateful call) {
    return CallTopic.id(owner.partition(), with.generation(), call.offset(), call.key().bytes());
  }
}
