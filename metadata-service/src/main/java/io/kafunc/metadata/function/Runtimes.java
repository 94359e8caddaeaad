// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.function;

import java.util.List;
import java.util.Set;

/**
 * FC's runtime names (F-9 and the later ones that its suites create). Whether this machine can run
 * one is the invoker's business.
 */
final class Runtimes {

  private static final List<String> NAMES =
      List.of(
          "nodejs4.4",
          "nodejs6",
          "nodejs8",
          "nodejs10",
          "nodejs12",
          "nodejs14",
          "python2.7",
          "python3",
          "python3.9",
          "php7.2",
          "java8",
          "java11",
          "dotnetcore2.1",
          "go1",
          "custom",
          "custom-container");
  private static final Set<String> KNOWN = Set.copyOf(NAMES);

  static final String CUSTOM_CONTAINER = "custom-container";

  static boolean isKnown(String runtime) {
    return KNOWN.contains(runtime);
  }

  /** Whether functions of this runtime listen on a port of their own. */
  static boolean isCustom(String runtime) {
    return runtime.equals("custom") || runtime.equals(CUSTOM_CONTAINER);
  }

  /** Whether one instance can serve several requests at once (F-43). */
  static boolean isConcurrent(String runtime) {
    return runtime.startsWith("nodejs") || runtime.startsWith("java") || isCustom(runtime);
  }

  static String allowed() {
    return String.join(" | ", NAMES);
  }

  private Runtimes() {}
}
