// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.trigger.firing;

import io.kafunc.trigger.catalog.LiveTrigger;
import io.kafunc.trigger.kind.TriggerKind;
import io.kafunc.trigger.kind.TriggerKind.Source;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open source of each trigger. Opened and closed by one thread, read by any. Two kinds of one
 * type are a mistake of the build and stop the start.
 */
public final class Sources {

  private static final Logger LOG = LoggerFactory.getLogger(Sources.class);

  private final Map<String, TriggerKind> kinds;
  private final Map<String, Source> open = new ConcurrentHashMap<>();

  public Sources(Collection<TriggerKind> kinds) {
    this.kinds = kinds.stream().collect(Collectors.toMap(TriggerKind::type, Function.identity()));
  }

  /** When a trigger fires next, as far as its source knows. */
  public Optional<Instant> nextTick(String triggerId) {
    return Optional.ofNullable(open.get(triggerId)).flatMap(Source::nextTick);
  }

  void open(LiveTrigger trigger, Optional<Instant> lastTick, Firing firing) {
    close(trigger.triggerId());
    var kind = kinds.get(trigger.config().triggerType());
    if (kind == null) {
      LOG.debug(
          "no source here type={} trigger={}",
          trigger.config().triggerType(),
          trigger.triggerName());
      return;
    }
    try {
      open.put(trigger.triggerId(), kind.open(trigger, lastTick, firing));
      LOG.info(
          "trigger listens service={} function={} trigger={}",
          trigger.serviceName(),
          trigger.functionName(),
          trigger.triggerName());
    } catch (RuntimeException e) {
      LOG.warn("trigger {} does not fire: its source failed", trigger.triggerName(), e);
    }
  }

  void close(String triggerId) {
    var source = open.remove(triggerId);
    if (source != null) {
      source.close();
    }
  }

  void closeAll() {
    open.keySet().forEach(this::close);
  }
}
