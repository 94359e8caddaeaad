// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.queue;

import io.kafunc.schemas.call.CallSnapshot.KeptCall;
import io.kafunc.schemas.call.Keeping;
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

  static KeptCalls of(Collection<KeptCall> all) {
    var kept = new KeptCalls();
    all.forEach(kept::put);
    return kept;
  }

  void put(KeptCall call) {
    remove(call.offset());
    if (call.keeping().holds()) {
      calls.put(call.offset(), call);
      dead += call.keeping().dead() ? 1 : 0;
    }
  }

  void delivered(long offset, Optional<String> failure) {
    find(offset).ifPresent(call -> put(call, call.keeping().delivered(failure)));
  }

  void forget(long offset) {
    find(offset).ifPresent(call -> put(call, call.keeping().buried()));
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

  Collection<KeptCall> all() {
    return calls.values();
  }

  private void put(KeptCall call, Keeping keeping) {
    put(new KeptCall(call.offset(), keeping, call.record()));
  }

  private void remove(long offset) {
    var before = calls.remove(offset);
    dead -= before != null && before.keeping().dead() ? 1 : 0;
  }
}
