// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.store;

import java.util.Map;

/**
 * One kind of rows with its places in Kafka. Rows and places become durable together, so after a
 * crash exactly the rows from {@link #restore} on are to be added again. All methods are for the
 * one thread that ingests.
 */
public interface Section {

  /**
   * Begins again from what is durable. What belongs to other topics than these, or cannot be read,
   * is discarded.
   *
   * @param topicIds the id of each topic the rows come from
   */
  Checkpoint restore(Map<String, String> topicIds);

  /** These offsets have been added, whether they gave a row or not. */
  void covered(Partition partition, long from, long to);

  /** The last fence seen in a partition. */
  void fenced(Partition partition, long offset);

  /** Between two batches: makes durable what is due, begins a new day, drops what is too old. */
  void settle();

  /** Makes durable what has been added. */
  void commit();

  /** Whether a reader found the durable rows damaged, so that {@link #restore} is due. */
  boolean isDamaged();
}
