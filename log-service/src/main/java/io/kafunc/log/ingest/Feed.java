// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.ingest;

import io.kafunc.log.store.Checkpoint;
import io.kafunc.log.store.Section;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What becomes of the records of one topic. One thread. */
interface Feed {

  String topic();

  Section section();

  /** The reading begins again from here. */
  default void begin(Checkpoint restored) {}

  /**
   * Adds what the record holds to the store.
   *
   * @throws io.kafunc.schemas.avro.UndecodableException when nobody can read it
   */
  void take(ConsumerRecord<byte[], byte[]> record);
}
