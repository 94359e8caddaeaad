// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.catalog;

import io.kafunc.schemas.metadata.AliasConfig;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which version an alias sends one call to (F-17). Pure: the chance is passed in.
 *
 * @param darkLaunch whether a weighted version was drawn in place of the alias's own
 */
public record VersionDraw(long versionId, boolean darkLaunch) {

  private static final double NOTHING = 1e-9;

  /**
   * The draw for a chance in [0, 1): the weighted versions take their shares from the low end, the
   * alias's own version gets the rest. Weights that sum beyond 1 leave it nothing. An alias may
   * name its own version with a weight; drawing that is no dark launch.
   */
  public static VersionDraw of(AliasConfig alias, double chance) {
    double taken = 0;
    for (var weighted : alias.additionalVersionWeight().entrySet()) {
      taken += weighted.getValue();
      if (chance < taken) {
        long version = Long.parseLong(weighted.getKey());
        return new VersionDraw(version, version != alias.versionId());
      }
    }
    return new VersionDraw(alias.versionId(), false);
  }

  /** Which part of all draws comes to each version; versions without any are not there. */
  static Map<Long, Double> parts(AliasConfig alias) {
    var parts = new TreeMap<Long, Double>();
    double left = 1;
    for (var weighted : alias.additionalVersionWeight().entrySet()) {
      double part = Math.min(weighted.getValue(), left);
      parts.merge(Long.valueOf(weighted.getKey()), part, Double::sum);
      left -= part;
    }
    parts.merge(alias.versionId(), left, Double::sum);
    parts.values().removeIf(part -> part < NOTHING);
    return parts;
  }
}
