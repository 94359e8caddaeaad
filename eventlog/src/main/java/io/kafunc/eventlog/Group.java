// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog;

import io.kafunc.eventlog.Decision.Accepted;
import io.kafunc.eventlog.Decision.Rejected;
import io.kafunc.eventlog.Outcome.Appended;
import io.kafunc.eventlog.Outcome.Refused;
import java.util.ArrayList;
import java.util.List;

/**
 * Commands that wait together, decided one after the other on a provisional state, so that each
 * sees what those before it will have done. Nothing here outlives a failed append.
 */
final class Group<S, C, E, R> {

  private record Acceptance<C, E, R>(Pending<C, E, R> pending, E event) {}

  private record Refusal<C, E, R>(Pending<C, E, R> pending, R refusal) {}

  private final List<Acceptance<C, E, R>> accepted = new ArrayList<>();
  private final List<Refusal<C, E, R>> refused = new ArrayList<>();

  static <S, C, E, R> Group<S, C, E, R> decide(
      Decider<S, C, E, R> decider, S state, List<Pending<C, E, R>> commands) {
    var group = new Group<S, C, E, R>();
    var provisional = state;
    for (var pending : commands) {
      try {
        switch (decider.decide(provisional, pending.command())) {
          case Accepted<E, R>(var event) -> {
            provisional = decider.evolve(provisional, event);
            group.accepted.add(new Acceptance<>(pending, event));
          }
          case Rejected<E, R>(var refusal) -> group.refused.add(new Refusal<>(pending, refusal));
        }
      } catch (RuntimeException fault) {
        pending.outcome().completeExceptionally(fault);
      }
    }
    return group;
  }

  List<E> events() {
    return accepted.stream().map(Acceptance::event).toList();
  }

  void answer(List<Long> positions) {
    for (int i = 0; i < accepted.size(); i++) {
      var one = accepted.get(i);
      one.pending().answer(new Appended<>(one.event(), positions.get(i)));
    }
    refused.forEach(one -> one.pending().answer(new Refused<>(one.refusal())));
  }

  /** After an unclear append: what the log holds was accepted, all else did not happen. */
  void answerFrom(List<Recorded<E>> log) {
    int next = 0;
    for (var one : accepted) {
      int at = next;
      while (at < log.size() && !log.get(at).event().equals(one.event())) {
        at++;
      }
      if (at < log.size()) {
        one.pending().answer(new Appended<>(one.event(), log.get(at).position()));
        next = at + 1;
      } else {
        one.pending().unavailable("the log did not take the event");
      }
    }
    refused.forEach(one -> one.pending().unavailable("what the refusal rested on was not stored"));
  }

  void unavailable(String reason) {
    accepted.forEach(one -> one.pending().unavailable(reason));
    refused.forEach(one -> one.pending().unavailable(reason));
  }
}
