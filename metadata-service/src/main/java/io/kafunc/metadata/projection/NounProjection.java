// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.projection;

import io.kafunc.schemas.metadata.MetadataEvent;

/** Makes the rows of one noun. Fed by one thread, within a transaction. */
interface NounProjection<E extends MetadataEvent> {

  /** The events it makes rows of; no other projection does. */
  Class<E> events();

  /** Makes rows of an event, and says what has changed. */
  Change apply(E event);

  /** Writes what it has not written yet: the transaction is about to be committed. */
  default void endBatch() {}

  /** Forgets what the batch did: the transaction was not committed, and the batch comes again. */
  default void dropBatch() {}

  /** Throws all its rows away. */
  void forgetAll();
}
