// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.alias;

import io.kafunc.metadata.command.AliasChange;
import java.util.Map;
import java.util.Optional;

/** An alias as requests write it (contract 1.4). */
record AliasBody(
    Optional<String> aliasName,
    Optional<String> versionId,
    Optional<String> description,
    Optional<Map<String, Double>> additionalVersionWeight) {

  AliasChange toChange() {
    return new AliasChange(versionId, description, additionalVersionWeight);
  }
}
