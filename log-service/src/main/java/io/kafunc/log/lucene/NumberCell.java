// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.lucene;

import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;

/** A number that changes from row to row. */
final class NumberCell extends Field {

  NumberCell(String name, FieldType type) {
    super(name, type);
    set(0);
  }

  NumberCell set(long number) {
    fieldsData = number;
    return this;
  }
}
