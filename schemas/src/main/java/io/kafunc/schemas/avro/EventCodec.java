// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.avro;

/** Turns events into bytes and back. Thread-safe. */
public interface EventCodec<E> {

  byte[] encode(E event);

  /**
   * @throws UndecodableException when the bytes are not an event of this kind
   */
  E decode(byte[] bytes);
}
