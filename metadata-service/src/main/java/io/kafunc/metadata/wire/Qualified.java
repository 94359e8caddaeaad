// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.wire;

import io.kafunc.metadata.command.FunctionAt;
import java.util.Optional;

/**
 * {@code serviceName} or {@code serviceName.qualifier} of a path; a qualifier is a version's
 * number, an alias or {@code LATEST} (F-21).
 */
public record Qualified(String serviceName, Optional<String> qualifier) {

  /** A function under this qualifier. */
  public FunctionAt function(String functionName) {
    return new FunctionAt(serviceName, qualifier.orElse(FunctionAt.LATEST), functionName);
  }

  /** What stands in the path; no service's name has a dot. */
  public static Qualified parse(String segment) {
    int dot = segment.indexOf('.');
    return dot < 0
        ? new Qualified(segment, Optional.empty())
        : new Qualified(
            segment.substring(0, dot),
            Optional.of(segment.substring(dot + 1))
                .filter(text -> !text.isEmpty() && !text.equals("LATEST")));
  }
}
