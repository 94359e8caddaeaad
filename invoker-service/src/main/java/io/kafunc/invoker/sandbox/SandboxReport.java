// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.sandbox;

import java.util.List;

/**
 * Which rung runs and what it lacks, for the banner and for operators.
 *
 * @param rung {@code process} or {@code bubblewrap}
 * @param lacks what a stronger rung would add, in plain words
 * @param advice one line that says how to get a stronger rung, empty when there is nothing to do
 */
public record SandboxReport(String rung, boolean isolated, List<String> lacks, String advice) {

  public SandboxReport {
    lacks = List.copyOf(lacks);
  }
}
