// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.query;

import io.kafunc.httpapi.FcTime;
import io.kafunc.schemas.invocation.OutputLine;
import io.kafunc.schemas.invocation.OutputWritten;

/** A line in an answer. */
record LineBody(
    String time,
    String serviceName,
    String functionName,
    String qualifier,
    String versionId,
    String requestId,
    String instanceId,
    String message) {

  /** Of what was written as a single line. */
  static LineBody of(OutputWritten written) {
    OutputLine line = written.lines().getFirst();
    return new LineBody(
        FcTime.millis(line.time()),
        written.serviceName(),
        written.functionName(),
        written.qualifier(),
        written.versionId(),
        written.requestId(),
        written.instanceId(),
        line.message());
  }
}
