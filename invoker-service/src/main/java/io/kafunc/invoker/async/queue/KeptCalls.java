// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.queue;

import io.kafunc.schemas.call.CallSnapshot.KeptCall;
import io.kafunc.schemas.call.Keeping;
import io.kafunc.schemas.invocation.InvocationResult;
import io.kafunc.schemas.invocation.InvocationStatus;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Settled calls with which something is still to be done: a destination is to be told, or somebody
 * may yet ask for them. Not thread-safe.
 */
public final class KeptCalls {

  private final TreeMap<Long, KeptCall> calls = new TreeMap<>();
  private int dead;
  private int stateful;

  static KeptCalls of(Collection<KeptCall> all) {
    var kept = new KeptCalls();
    all.forEach(kept::put);
    return kept;
  }

  void put(KeptCall call) {
    remove(call.offset());
    if (call.keeping().holds()) {
      calls.put(call.offset(), asMuchAsIsNeeded(call));
      dead += call.keeping().dead() ? 1 : 0;
      stateful += isStateful(call) ? 1 : 0;
    }
  }

  void delivered(long offset, Optional<String> failure) {
    find(offset).ifPresent(call -> put(call, call.keeping().delivered(failure)));
  }

  void forget(long offset) {
    find(offset).ifPresent(call -> put(call, call.keeping().buried()));
  }

  void lapse(long offset) {
    find(offset).ifPresent(call -> put(call, call.keeping().lapsed()));
  }

  public Optional<KeptCall> find(long offset) {
    return Optional.ofNullable(calls.get(offset));
  }

  /** From an offset on, ascending. */
  public List<KeptCall> page(long from, int limit, Predicate<KeptCall> wanted) {
    return calls.tailMap(from).values().stream().filter(wanted).limit(limit).toList();
  }

  /** Those of which a destination is still to be told. */
  public List<KeptCall> owed() {
    return page(0, Integer.MAX_VALUE, call -> call.keeping().destination().isPresent());
  }

  /** How many dead letters there are. */
  public int dead() {
    return dead;
  }

  /** How many stateful calls are remembered. */
  public int stateful() {
    return stateful;
  }

  boolean isStateful(long offset) {
    return find(offset).filter(KeptCalls::isStateful).isPresent();
  }

  static boolean isStateful(KeptCall call) {
    return call.keeping().invocationId().isPresent();
  }

  Collection<KeptCall> all() {
    return calls.values();
  }

  private void put(KeptCall call, Keeping keeping) {
    put(new KeptCall(call.offset(), keeping, call.record()));
  }

  private void remove(long offset) {
    var before = calls.remove(offset);
    dead -= before != null && before.keeping().dead() ? 1 : 0;
    stateful -= before != null && isStateful(before) ? 1 : 0;
  }

  /** A good answer is for destinations; who asks for it later finds it in the call's record. */
  private static KeptCall asMuchAsIsNeeded(KeptCall call) {
    boolean answered =
        call.record().status() == InvocationStatus.Succeeded
            && call.keeping().destination().isEmpty()
            && !call.keeping().dead();
    return call.record()
        .result()
        .filter(result -> answered && result.content().isPresent())
        .map(result -> new InvocationResult(result.size(), Optional.empty(), result.place()))
        .map(size -> new KeptCall(call.offset(), call.keeping(), call.record().with(size)))
        .orElse(call);
  }
}
