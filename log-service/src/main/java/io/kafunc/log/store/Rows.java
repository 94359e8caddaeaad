// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.store;

import java.util.List;
import java.util.Optional;

/** A page of an answer, and where the next begins: nowhere on the last. */
public record Rows<T>(List<T> rows, Optional<Cursor> next) {

  public Rows {
    rows = List.copyOf(rows);
  }
}
