// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;

/** No asynchronous call is nowhere: accepted = queued + running + settled, at any moment. */
final class Conservation {

  private static final String PREFIX = "kafunc_async_";

  private Conservation() {}

  /**
   * Fails when a call is missing.
   *
   * @param invoker the one that owns the queues
   */
  static void holdsAt(Suite invoker) {
    var figures = figures(invoker);
    assertThat(figures.get("accepted"))
        .isEqualTo(figures.get("queued") + figures.get("running") + figures.get("settled"));
    assertThat(figures.get("missing")).isZero();
  }

  /** The same when nothing is open any more. */
  static void holdsWithAllSettledAt(Suite invoker) {
    holdsAt(invoker);
    var figures = figures(invoker);
    assertThat(figures.get("queued")).isZero();
    assertThat(figures.get("running")).isZero();
  }

  private static Map<String, Double> figures(Suite invoker) {
    return invoker
        .get("/prometheus")
        .body()
        .lines()
        .filter(line -> line.matches(PREFIX + "(accepted|queued|running|settled|missing) .*"))
        .map(line -> line.split(" "))
        .collect(
            Collectors.toMap(
                parts -> parts[0].substring(PREFIX.length()),
                parts -> Double.parseDouble(parts[1])));
  }
}
