// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.avro;

import java.util.Optional;

/** Where the schemas of other writers are looked up: the topic kafunc.schemas. */
@FunctionalInterface
public interface WriterSchemas {

  /** Knows only the schemas of this build. */
  WriterSchemas NONE = fingerprint -> Optional.empty();

  /** The JSON text of the schema with this CRC-64-AVRO fingerprint. */
  Optional<String> json(long fingerprint);
}
