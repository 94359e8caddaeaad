// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.query;

import io.kafunc.schemas.invocation.InvocationRecord;

/** Reads what asynchronous calls answered. Blocks; safe for any thread. */
interface ResultReader {

  /** All of it; 404 when the call left none or it is gone by now, 503 when it cannot be read. */
  byte[] read(InvocationRecord record);
}
