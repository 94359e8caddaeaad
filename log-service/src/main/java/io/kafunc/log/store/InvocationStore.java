// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.store;

import io.kafunc.schemas.invocation.InvocationRecord;
import java.util.List;
import java.util.Optional;

/** Records of attempts. Queries are safe for any thread and see a row at most a second late. */
public interface InvocationStore {

  /** Its places in Kafka, and when rows become durable; for the thread that adds. */
  Section section();

  /** Adds a row, unless its attempt of its call came lately. */
  void add(InvocationRow row);

  /** Newest end first; equal ends by request id, descending. */
  Rows<InvocationRecord> list(InvocationQuery query);

  /** The record a call ended with. */
  Optional<InvocationRecord> find(String accountId, String requestId);

  /** Figures of each version that ran, by version. */
  List<VersionFigures> releases(ReleaseQuery query);
}
