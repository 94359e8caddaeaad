// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.lucene;

import io.kafunc.log.store.Slice;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.InvertableType;
import org.apache.lucene.document.StoredValue;
import org.apache.lucene.util.BytesRef;

/** A field whose bytes are somebody else's and change from row to row: nothing is copied. */
final class BytesCell extends Field {

  private final BytesRef value = new BytesRef();
  private final StoredValue stored = new StoredValue(value);

  BytesCell(String name, FieldType type) {
    super(name, type);
    fieldsData = value;
  }

  BytesCell set(Slice slice) {
    return set(slice.bytes(), slice.offset(), slice.length());
  }

  BytesCell set(byte[] bytes, int offset, int length) {
    value.bytes = bytes;
    value.offset = offset;
    value.length = length;
    return this;
  }

  @Override
  public BytesRef binaryValue() {
    return value;
  }

  @Override
  public InvertableType invertableType() {
    return InvertableType.BINARY;
  }

  @Override
  public StoredValue storedValue() {
    return fieldType().stored() ? stored : null;
  }
}
