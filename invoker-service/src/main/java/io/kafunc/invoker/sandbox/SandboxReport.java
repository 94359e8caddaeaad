// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.sandbox;

import java.util.List;

/**
 * Which rung runs, what it gives and what it lacks, for the banner and for operators.
 *
 * @param level {@code L0}, {@code L1} or {@code L2}
 * @param rung {@code process} or {@code bubblewrap}
 * @param gives what instances are kept to, in plain words
 * @param lacks what a stronger rung would add, in plain words
 * @param advice one line that says how to get a stronger rung, empty when there is nothing to do
 */
public record SandboxReport(
    String level,
    String rung,
    boolean isolated,
    List<String> gives,
    List<String> lacks,
    String advice) {

  public SandboxReport {
    gives = List.copyOf(gives);
    lacks = List.copyOf(lacks);
  }
}
