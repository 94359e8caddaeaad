// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.queue;

import io.kafunc.schemas.Payload;
import io.kafunc.schemas.call.CallId;
import io.kafunc.schemas.call.CallSnapshot.KeptCall;
import io.kafunc.schemas.call.CallSnapshot.OpenStateful;
import io.kafunc.schemas.call.CallTopic;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The stateful calls of a partition by queue and id: the open ones, and the settled ones for as
 * long as they are remembered. An id is in a queue once. Not thread-safe.
 */
final class StatefulIndex {

  private record Ids(Map<String, OpenStateful> byId, TreeMap<Long, OpenStateful> byOffset) {}

  private final Map<String, Ids> queues = new HashMap<>();

  void add(OpenStateful call) {
    var ids = queues.computeIfAbsent(call.queue(), _ -> new Ids(new HashMap<>(), new TreeMap<>()));
    ids.byId.put(call.invocationId(), call);
    ids.byOffset.put(call.offset(), call);
  }

  /** A settled call of which its keeping says that it is stateful. */
  void add(KeptCall call) {
    var id = CallId.parse(call.record().requestId()).orElseThrow();
    add(
        new OpenStateful(
            call.offset(),
            call.keeping().queue(),
            call.keeping().invocationId().orElseThrow(),
            new Payload(CallTopic.key(id)),
            call.record().acceptedTime()));
  }

  void remove(String queue, long offset) {
    var ids = queues.get(queue);
    var call = ids == null ? null : ids.byOffset.remove(offset);
    if (call != null) {
      ids.byId.remove(call.invocationId());
      if (ids.byId.isEmpty()) {
        queues.remove(queue);
      }
    }
  }

  Optional<OpenStateful> find(String queue, String invocationId) {
    return Optional.ofNullable(queues.get(queue)).map(ids -> ids.byId.get(invocationId));
  }

  /** Whether another call has the id. */
  boolean isTaken(OpenStateful call) {
    return find(call.queue(), call.invocationId())
        .filter(other -> other.offset() != call.offset())
        .isPresent();
  }

  /** The calls of a queue by offset. */
  NavigableMap<Long, OpenStateful> of(String queue) {
    var ids = queues.get(queue);
    return ids == null ? Collections.emptyNavigableMap() : ids.byOffset;
  }

  Stream<OpenStateful> all() {
    return queues.values().stream().flatMap(ids -> ids.byOffset.values().stream());
  }
}
