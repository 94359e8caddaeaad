// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

import io.kafunc.invoker.catalog.Provision;
import io.kafunc.invoker.catalog.QualifiedFunction;
import io.kafunc.invoker.pool.TargetPolicy.Scheduled;
import io.kafunc.schemas.metadata.ProvisionConfig;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What each configuration asks for now: asks {@link TargetPolicy}, remembers what it needs to. One
 * thread looks; any thread reads.
 */
final class EffectiveTargets {

  private static final Logger log = LoggerFactory.getLogger(EffectiveTargets.class);

  private final Clock clock;
  private volatile Map<QualifiedFunction, Standing> standings = Map.of();

  EffectiveTargets(Clock clock) {
    this.clock = clock;
  }

  /**
   * A configuration with what its schedules said, and how full its instances are.
   *
   * @param until what the schedules say holds so long
   * @param reckoned whether the target could be reckoned: else it is the last that was known
   */
  private record Standing(
      ProvisionConfig config,
      Scheduled scheduled,
      Instant until,
      Occupancy occupancy,
      int target,
      boolean reckoned) {

    static Standing of(ProvisionConfig config) {
      return new Standing(
          config, Scheduled.NOTHING, Instant.MIN, new Occupancy(), config.target(), true);
    }

    /** Ticks that are known already are not looked for again. */
    Standing of(ProvisionConfig other, Instant now) {
      if (config.equals(other) && now.isBefore(until)) {
        return this;
      }
      var said = TargetPolicy.scheduled(other, scheduled, now);
      return new Standing(other, said, said.until(), occupancy, other.target(), true);
    }

    Standing at(Instant now) {
      int asked = TargetPolicy.target(config, scheduled.target(), now, occupancy.peak());
      return new Standing(config, scheduled, until, occupancy, asked, true);
    }

    Standing failed(ProvisionConfig other) {
      int last = config.equals(other) ? target : other.target();
      return new Standing(other, Scheduled.NOTHING, Instant.MIN, occupancy, last, false);
    }
  }

  /** Of a configuration that nobody has looked at yet, what its schedules say. */
  int of(Provision provision) {
    var standing = standings.get(provision.function());
    return standing != null && standing.config.equals(provision.config())
        ? standing.target
        : next(provision, Standing.of(provision.config()), clock.instant()).target;
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
      var config = provision.config();
      var before = standings.getOrDefault(function, Standing.of(config));
      if (TargetPolicy.tracks(config)) {
        before.occupancy.measured(now, occupied.getOrDefault(function, 0.0));
      }
      next.put(function, next(provision, before, now));
    }
    standings = next;
  }

  /** One that cannot be reckoned must not keep the others from it. */
  private static Standing next(Provision provision, Standing before, Instant now) {
    var config = provision.config();
    try {
      return before.of(config, now).at(now);
    } catch (RuntimeException e) {
      if (before.reckoned || !before.config.equals(config)) {
        var function = provision.function();
        log.error(
            "provisioned instances stay as they are service={} function={} qualifier={}",
            function.serviceName(),
            function.functionName(),
            function.qualifier(),
            e);
      }
      return before.failed(config);
    }
  }
}
