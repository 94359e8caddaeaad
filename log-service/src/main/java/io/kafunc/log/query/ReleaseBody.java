// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.query;

import io.kafunc.log.store.VersionFigures;
import java.util.List;
import java.util.Optional;

/** How the versions behind an alias did. */
record ReleaseBody(
    String serviceName,
    String aliasName,
    Optional<String> from,
    Optional<String> to,
    List<Version> versions,
    String progress) {

  /**
   * One version.
   *
   * @param share of all calls, 0 to 1
   * @param configuredWeight the share it is to get by now; absent when metadata-service is away
   * @param p50Ms of the runs; absent when there were none
   */
  record Version(
      String versionId,
      long calls,
      double share,
      Optional<Double> configuredWeight,
      long errors,
      Optional<Double> p50Ms,
      Optional<Double> p99Ms,
      long coldStarts) {

    static Version of(VersionFigures figures, long allCalls, Optional<Double> weight) {
      return new Version(
          figures.version(),
          figures.calls(),
          allCalls == 0 ? 0 : Math.round(1e6 * figures.calls() / allCalls) / 1e6,
          weight,
          figures.errors(),
          millis(figures.p50(), figures),
          millis(figures.p99(), figures),
          figures.coldStarts());
    }

    private static Optional<Double> millis(long micros, VersionFigures figures) {
      return figures.ran() == 0 ? Optional.empty() : Optional.of(micros / 1000.0);
    }
  }
}
