// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

import io.kafunc.httpapi.Caller;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What runs now, counted per function, qualifier and version; for operators. */
@Controller("/kafunc/instances")
final class InstancesController {

  private final InstancePool pool;

  InstancesController(InstancePool pool) {
    this.pool = pool;
  }

  /**
   * The instances of one function under one qualifier and version.
   *
   * @param running calls in them
   */
  record Count(
      String serviceName,
      String functionName,
      String qualifier,
      String versionId,
      int instances,
      int running) {

    private static Count of(InstanceView view) {
      return new Count(
          view.serviceName(),
          view.functionName(),
          view.qualifier(),
          view.versionId(),
          1,
          view.running());
    }

    private Count and(Count other) {
      return new Count(
          serviceName,
          functionName,
          qualifier,
          versionId,
          instances + other.instances,
          running + other.running);
    }

    private String key() {
      return String.join("/", serviceName, functionName, qualifier, versionId);
    }
  }

  @Get
  Map<String, List<Count>> list(Caller caller) {
    var counts = new TreeMap<String, Count>();
    pool.instances().stream()
        .filter(view -> view.accountId().equals(caller.accountId()))
        .map(Count::of)
        .forEach(count -> counts.merge(count.key(), count, Count::and));
    return Map.of("instances", List.copyOf(counts.values()));
  }
}
