// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.trigger.kind;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All kinds there are, by type: whatever folders the build contains. */
@Singleton
public final class TriggerKinds {

  private final Map<String, TriggerKind> byType;

  /** Two kinds of one type end the start. */
  public TriggerKinds(List<TriggerKind> kinds) {
    byType = kinds.stream().collect(Collectors.toMap(TriggerKind::type, Function.identity()));
  }

  public Optional<TriggerKind> find(String type) {
    return Optional.ofNullable(byType.get(type));
  }

  public String allowed() {
    return String.join(" | ", new TreeMap<>(byType).keySet());
  }
}
