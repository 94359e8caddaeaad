// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.queue;

import io.kafunc.schemas.call.CallEvent;
import io.kafunc.schemas.call.CallEvent.CallCancelled;
import io.kafunc.schemas.call.CallEvent.CallDelayed;
import io.kafunc.schemas.call.CallEvent.CallDelivered;
import io.kafunc.schemas.call.CallEvent.CallDone;
import io.kafunc.schemas.call.CallEvent.CallForgotten;
import io.kafunc.schemas.call.CallEvent.CallLapsed;
import io.kafunc.schemas.call.CallEvent.CallStarted;
import io.kafunc.schemas.call.CallSnapshot;
import io.kafunc.schemas.call.CallSnapshot.KeptCall;
import io.kafunc.schemas.call.CallSnapshot.OpenDelay;
import io.kafunc.schemas.call.CallSnapshot.OpenStart;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The last thing known of each call by its events; what is settled stays settled, whatever follows.
 * Not thread-safe.
 */
final class LastEvents {

  private final OffsetSet settled = new OffsetSet();
  private final Map<Long, OpenStart> started = new HashMap<>();
  private final Map<Long, OpenDelay> delayed = new HashMap<>();
  private final KeptCalls kept;

  private LastEvents(KeptCalls kept) {
    this.kept = kept;
  }

  static LastEvents of(CallSnapshot snapshot) {
    var events = new LastEvents(KeptCalls.of(snapshot.kept()));
    snapshot.started().forEach(each -> events.started.put(each.offset(), each));
    snapshot.delayed().forEach(each -> events.delayed.put(each.offset(), each));
    return events;
  }

  void add(CallEvent event) {
    switch (event) {
      case CallStarted e ->
          start(new OpenStart(e.offset(), e.attempt(), e.node(), e.time(), e.refusals()));
      case CallDelayed e -> delay(new OpenDelay(e.offset(), e.attempt(), e.due(), e.refusals()));
      case CallDone e -> {
        settle(e.offset());
        e.keeping()
            .ifPresent(
                keeping -> kept.put(new KeptCall(e.offset(), keeping, e.record().orElseThrow())));
      }
      case CallDelivered e -> kept.delivered(e.offset(), e.failure());
      case CallForgotten e -> kept.forget(e.offset());
      case CallLapsed e -> kept.lapse(e.offset());
      case CallCancelled e -> settle(e.offset());
    }
  }

  KeptCalls kept() {
    return kept;
  }

  boolean isSettled(long offset) {
    return settled.contains(offset);
  }

  Optional<OpenStart> takeStart(long offset) {
    return Optional.ofNullable(started.remove(offset));
  }

  Optional<OpenDelay> takeDelay(long offset) {
    return Optional.ofNullable(delayed.remove(offset));
  }

  /** Forgets calls below an offset: they are open and known by now, or not open. */
  void forgetBelow(long offset) {
    settled.forgetBelow(offset);
    started.keySet().removeIf(each -> each < offset);
    delayed.keySet().removeIf(each -> each < offset);
  }

  private void start(OpenStart start) {
    if (!isSettled(start.offset())) {
      delayed.remove(start.offset());
      started.put(start.offset(), start);
    }
  }

  private void delay(OpenDelay delay) {
    if (!isSettled(delay.offset())) {
      started.remove(delay.offset());
      delayed.put(delay.offset(), delay);
    }
  }

  private void settle(long offset) {
    started.remove(offset);
    delayed.remove(offset);
    settled.add(offset);
  }
}
