// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.archive;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Remembers since when each thing of a store has not been wanted. What it knows ends with the
 * process, so a restart only makes things stay longer. Not thread-safe.
 */
public final class GraceTime {

  private final Duration grace;
  private final Map<String, Instant> unwantedSince = new HashMap<>();

  public GraceTime(Duration grace) {
    this.grace = grace;
  }

  /** Those present that were not wanted whenever this was asked, for at least the grace time. */
  public List<String> due(Collection<String> present, Predicate<String> wanted, Instant now) {
    unwantedSince.keySet().retainAll(present);
    for (var name : present) {
      if (wanted.test(name)) {
        unwantedSince.remove(name);
      } else {
        unwantedSince.putIfAbsent(name, now);
      }
    }
    return unwantedSince.entrySet().stream()
        .filter(unwanted -> !unwanted.getValue().plus(grace).isAfter(now))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }
}
