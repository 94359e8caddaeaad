// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.invocation;

import java.util.List;

/** Lines one instance wrote for one request; the value of kafunc.output. */
public record OutputWritten(
    String accountId,
    String project,
    String logstore,
    String serviceName,
    String functionName,
    String qualifier,
    String versionId,
    String requestId,
    String instanceId,
    List<OutputLine> lines) {
  public OutputWritten {
    lines = List.copyOf(lines);
  }
}
