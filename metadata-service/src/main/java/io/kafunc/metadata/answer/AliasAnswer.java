// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.answer;

import io.kafunc.httpapi.FcTime;
import io.kafunc.schemas.metadata.AliasConfig;
import java.time.Instant;
import java.util.Map;

/** An alias as FC shows it (contract 1.4): no weights are {@code null}. */
public record AliasAnswer(
    String aliasName,
    String versionId,
    String description,
    Map<String, Double> additionalVersionWeight,
    String createdTime,
    String lastModifiedTime) {

  public static AliasAnswer of(
      String aliasName, AliasConfig config, Instant createdTime, Instant lastModifiedTime) {
    var weights = config.additionalVersionWeight();
    return new AliasAnswer(
        aliasName,
        Long.toString(config.versionId()),
        config.description(),
        weights.isEmpty() ? null : weights,
        FcTime.seconds(createdTime),
        FcTime.seconds(lastModifiedTime));
  }
}
