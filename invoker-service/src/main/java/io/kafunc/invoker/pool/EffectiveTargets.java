// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

import io.kafunc.invoker.catalog.Provision;
import io.kafunc.invoker.catalog.QualifiedFunction;
import io.kafunc.schemas.metadata.ProvisionConfig;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * What each configuration asks for now: asks {@link TargetPolicy}, remembers what it needs to. One
 * thread looks; any thread reads.
 */
final class EffectiveTargets {

  private final Clock clock;
  private volatile Map<QualifiedFunction, Standing> standings = Map.of();

  EffectiveTargets(Clock clock) {
    this.clock = clock;
  }

  /** A configuration with what its schedules say for a while, and how full its instances are. */
  private record Standing(
      ProvisionConfig config,
      OptionalInt scheduled,
      Instant until,
      Occupancy occupancy,
      int target) {

    static Standing of(ProvisionConfig config, Occupancy occupancy, Instant now) {
      var said = TargetPolicy.scheduled(config, now);
      return new Standing(config, said.target(), said.until(), occupancy, config.target());
    }

    Standing at(Instant now) {
      int asked = TargetPolicy.target(config, scheduled, now, occupancy.peak());
      return new Standing(config, scheduled, until, occupancy, asked);
    }

    boolean holds(ProvisionConfig other, Instant now) {
      return config.equals(other) && now.isBefore(until);
    }
  }

  /** Of a configuration that nobody has looked at yet, what its schedules say. */
  int of(Provision provision) {
    var standing = standings.get(provision.function());
    return standing != null && standing.config.equals(provision.config())
        ? standing.target
        : TargetPolicy.target(provision.config(), clock.instant(), 0);
  }

  /**
   * Measures, and reckons each target anew. What is not named is forgotten, with its measurements.
   *
   * @param counts what runs now; asked for only where somebody wants to know
   */
  void look(List<Provision> provisions, Supplier<List<PoolCounts>> counts) {
    var now = clock.instant();
    var occupied = new HashMap<QualifiedFunction, Double>();
    if (provisions.stream().anyMatch(each -> TargetPolicy.tracks(each.config()))) {
      counts.get().forEach(each -> occupied.merge(each.function(), each.occupied(), Double::sum));
    }
    var next = new HashMap<QualifiedFunction, Standing>();
    for (var provision : provisions) {
      var function = provision.function();
      var before = standings.get(function);
      var config = provision.config();
      var occupancy = before == null ? new Occupancy() : before.occupancy;
      if (TargetPolicy.tracks(config)) {
        occupancy.measured(now, occupied.getOrDefault(function, 0.0));
      }
      boolean holds = before != null && before.holds(config, now);
      next.put(function, (holds ? before : Standing.of(config, occupancy, now)).at(now));
    }
    standings = next;
  }
}
