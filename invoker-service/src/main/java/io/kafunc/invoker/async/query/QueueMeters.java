// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.query;

import io.kafunc.invoker.async.accept.CallSender;
import io.kafunc.invoker.async.drain.OpenCalls;
import io.kafunc.invoker.async.drain.QueueDepth;
import io.kafunc.invoker.async.queue.Counts;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micronaut.context.annotation.Requires;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * The queues' figures (docs/metrics.md). Those that add up, {@code accepted = queued + running +
 * settled}, are of one moment: all of a scrape come from one look. Thread-safe.
 */
@Singleton
@Requires(classes = MeterRegistry.class)
@Requires(property = "kafunc.async.enabled", notEquals = "false")
final class QueueMeters implements MeterBinder {

  private static final long ONE_SCRAPE = Duration.ofMillis(200).toNanos();
  private static final int MOST_QUEUES = 1_000;

  private final Provider<OpenCalls> calls;
  private final Provider<CallSender> sender;
  private final Clock clock;
  private volatile Look look = new Look(Counts.NONE, System.nanoTime() - ONE_SCRAPE);
  private volatile List<Gauges> gauges = List.of();

  QueueMeters(Provider<OpenCalls> calls, Provider<CallSender> sender, Clock clock) {
    this.calls = calls;
    this.sender = sender;
    this.clock = clock;
  }

  private record Look(Counts counts, long time) {}

  private record Gauges(MultiGauge waiting, MultiGauge running, MultiGauge oldest) {}

  @Override
  public void bindTo(MeterRegistry registry) {
    count(registry, "accepted", "calls taken since this process owns their queue", Counts::taken);
    count(registry, "queued", "calls that wait, delayed ones too", Counts::waiting);
    count(registry, "running", "calls that were handed out", Counts::running);
    count(registry, "settled", "calls that ended since then", Counts::settled);
    count(registry, "missing", "accepted - queued - running - settled: 0", Counts::missing);
    FunctionCounter.builder("kafunc.async.confirmed", sender, each -> each.get().confirmed())
        .description("calls that this process has put on disk")
        .register(registry);
    gauges = Stream.concat(gauges.stream(), Stream.of(gauges(registry))).toList();
  }

  /** Each queue's figures; what is idle has none. */
  @Scheduled(fixedDelay = "5s")
  void refresh() {
    var deepest =
        calls.get().depths().stream()
            .sorted(Comparator.comparingInt(QueueDepth::waiting).reversed())
            .limit(MOST_QUEUES)
            .toList();
    for (var each : gauges) {
      each.waiting.register(rows(deepest, QueueDepth::waiting), true);
      each.running.register(rows(deepest, QueueDepth::running), true);
      var aged = deepest.stream().filter(depth -> depth.oldest().isPresent()).toList();
      each.oldest.register(rows(aged, this::ageSeconds), true);
    }
  }

  private void count(
      MeterRegistry registry, String name, String description, ToLongFunction<Counts> figure) {
    Gauge.builder("kafunc.async." + name, () -> figure.applyAsLong(counts()))
        .description(description)
        .register(registry);
  }

  private Counts counts() {
    long now = System.nanoTime();
    if (now - look.time >= ONE_SCRAPE) {
      look = new Look(calls.get().counts(), now);
    }
    return look.counts;
  }

  private long ageSeconds(QueueDepth depth) {
    return Math.max(0, Duration.between(depth.oldest().orElseThrow(), clock.instant()).toSeconds());
  }

  private static Gauges gauges(MeterRegistry registry) {
    return new Gauges(
        MultiGauge.builder("kafunc.async.queue.waiting")
            .description("calls that wait in one queue")
            .register(registry),
        MultiGauge.builder("kafunc.async.queue.running")
            .description("calls of one queue that were handed out")
            .register(registry),
        MultiGauge.builder("kafunc.async.queue.oldest")
            .description("age of the first call that waits in one queue and is held")
            .baseUnit("seconds")
            .register(registry));
  }

  private static List<Row<?>> rows(List<QueueDepth> depths, ToLongFunction<QueueDepth> figure) {
    return depths.stream()
        .<Row<?>>map(depth -> Row.of(tags(depth.queue()), figure.applyAsLong(depth)))
        .toList();
  }

  private static Tags tags(String queue) {
    var parts = queue.split("[/.]", 4);
    return parts.length == 4
        ? Tags.of("service", parts[1], "qualifier", parts[2], "function", parts[3])
        : Tags.of("service", "", "qualifier", "", "function", "");
  }
}
