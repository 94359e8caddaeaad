// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.decode;

import io.kafunc.log.store.Slice;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.LongConsumer;
import org.apache.avro.Schema;

/** What becomes of a field of an event. A field that is not there is told so too. */
sealed interface Take {

  /** Points a slice at a text; at nothing when there is none. */
  record Text(Slice slice) implements Take {}

  /** An int, a long, or a boolean as 0 or 1. */
  record Whole(LongConsumer sink, long absent) implements Take {}

  record Decimal(DoubleConsumer sink) implements Take {}

  /** A symbol as our own constant of that name; must be there. */
  record Symbol<E extends Enum<E>>(Class<E> type, Consumer<E> sink) implements Take {}

  /** The fields of a record inside; the sink is told whether there is one. */
  record Inner(Map<String, Take> fields, Consumer<Boolean> sink) implements Take {}

  /** Where the field lies, from its first byte to behind its last. */
  record Place(PlaceSink sink) implements Take {}

  /** Takes a place. */
  @FunctionalInterface
  interface PlaceSink {
    void set(Schema writer, int from, int to);
  }
}
