// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.command;

/**
 * A function under a qualifier, as configurations of instances and of asynchronous calls name it.
 *
 * @param qualifier a version's number, an alias or {@code LATEST}; never empty
 */
public record FunctionAt(String serviceName, String qualifier, String functionName) {

  public static final String LATEST = "LATEST";

  public boolean isLatest() {
    return qualifier.equals(LATEST);
  }
}
