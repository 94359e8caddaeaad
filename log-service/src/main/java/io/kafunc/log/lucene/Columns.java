// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.lucene;

import org.apache.lucene.document.FieldType;
import org.apache.lucene.index.DocValuesSkipIndexType;
import org.apache.lucene.index.DocValuesType;
import org.apache.lucene.index.IndexOptions;

/** The fields of the indexes, and how each is kept. */
final class Columns {

  /** Both kinds: when, in microseconds; the first part of a row's place. */
  static final String TIME = "time";

  /** Both kinds: what tells rows of one time apart; the second part of a row's place. */
  static final String KEY = "key";

  /** Both kinds: the row itself. */
  static final String EVENT = "event";

  static final String ACCOUNT = "account";
  static final String SERVICE = "service";
  static final String FUNCTION = "function";

  /**
   * Both kinds: 64 bits of the request id's hash, whose order and length cost a third of a text's.
   */
  static final String REQUEST = "request";

  static final String QUALIFIER = "qualifier";
  static final String VERSION = "version";
  static final String STATUS = "status";

  /** There only on attempts that another followed. */
  static final String FOLLOWED = "followed";

  static final String DURATION = "duration";
  static final String OUTCOME = "outcome";

  static final String MESSAGE = "message";

  static final FieldType TERM = type(IndexOptions.DOCS, DocValuesType.NONE);
  static final FieldType COUNTED_TERM = type(IndexOptions.DOCS, DocValuesType.SORTED);
  static final FieldType NUMBER = type(IndexOptions.NONE, DocValuesType.NUMERIC);
  static final FieldType BYTES = type(IndexOptions.NONE, DocValuesType.BINARY);
  static final FieldType TEXT = text();
  static final FieldType SPAN = span();
  static final FieldType STORED = stored();

  private Columns() {}

  private static FieldType type(IndexOptions options, DocValuesType values) {
    var type = plain(options, values);
    type.freeze();
    return type;
  }

  private static FieldType plain(IndexOptions options, DocValuesType values) {
    var type = new FieldType();
    type.setTokenized(false);
    type.setOmitNorms(true);
    type.setIndexOptions(options);
    type.setDocValuesType(values);
    return type;
  }

  private static FieldType text() {
    var type = plain(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS, DocValuesType.NONE);
    type.setTokenized(true);
    type.freeze();
    return type;
  }

  private static FieldType span() {
    var type = plain(IndexOptions.NONE, DocValuesType.NUMERIC);
    type.setDocValuesSkipIndexType(DocValuesSkipIndexType.RANGE);
    type.freeze();
    return type;
  }

  private static FieldType stored() {
    var type = new FieldType();
    type.setStored(true);
    type.freeze();
    return type;
  }
}
