// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.metadata;

import java.util.List;

/** How a custom runtime starts. */
public record CustomRuntimeConfig(List<String> command, List<String> args) {
  public CustomRuntimeConfig {
    command = List.copyOf(command);
    args = List.copyOf(args);
  }
}
