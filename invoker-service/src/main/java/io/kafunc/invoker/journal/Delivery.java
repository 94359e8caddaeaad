// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.journal;

import java.util.function.Consumer;

/** How letters leave: Kafka, or a test's stand-in. Asked by the outbox's one thread. */
interface Delivery extends AutoCloseable {

  /** What became of a letter. */
  enum Fate {
    /** It is in the log, once. */
    ARRIVED,
    /** It is not, or nobody knows; send it again later. */
    FAILED,
    /** It can never be sent. */
    REFUSED
  }

  /** Sends a letter; its fate is told once, on any thread, also during this call. */
  void send(Letter letter, Consumer<Fate> told);

  @Override
  void close();
}
