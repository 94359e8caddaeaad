// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.store;

import io.kafunc.schemas.invocation.OutputWritten;

/** Lines functions wrote. Queries are safe for any thread and see a row at most a second late. */
public interface OutputStore {

  /** Its places in Kafka, and when rows become durable; for the thread that adds. */
  Section section();

  /** Adds a row, unless its instance's line of this number came lately. */
  void add(OutputRow row);

  /** Newest first; equal times by instance and sequence, descending. Each row has one line. */
  Rows<OutputWritten> search(OutputQuery query);
}
