// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.function;

import java.util.Map;
import java.util.Optional;

/** Instance types: the manual's long names are accepted, the short ones answered (F-8). */
final class InstanceTypes {

  static final String ELASTIC = "e1";
  static final String PERFORMANCE = "c1";
  static final String GPU = "fc.gpu.tesla.1";

  private static final Map<String, String> NAMES =
      Map.of(
          ELASTIC,
          ELASTIC,
          "ElasticInstance",
          ELASTIC,
          PERFORMANCE,
          PERFORMANCE,
          "EnhancedInstance",
          PERFORMANCE,
          GPU,
          GPU);

  /** The short name; an unknown one stays what it is. */
  static String shortName(String type) {
    return Optional.ofNullable(NAMES.get(type)).orElse(type);
  }

  static boolean isKnown(String type) {
    return NAMES.containsValue(type);
  }

  private InstanceTypes() {}
}
