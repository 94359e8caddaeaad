// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.query;

import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.http.uri.UriBuilder;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Where an alias sends its calls, asked of metadata-service. Blocks. */
@Singleton
final class AliasWeights {

  private final Peers peers;

  AliasWeights(Peers peers) {
    this.peers = peers;
  }

  /** What metadata-service says of an alias. */
  sealed interface Answer {

    /** It exists: versions with the share of the calls each is to get. */
    record Weights(Map<String, Double> byVersion) implements Answer {}

    record NoAlias() implements Answer {}

    /** Nobody answered, so nobody knows. */
    record NotKnown() implements Answer {}
  }

  Answer of(String service, String alias) {
    var path =
        UriBuilder.of("/2016-08-15/services").path(service).path("aliases").path(alias).build();
    Optional<Peers.Answer> answer = peers.askMetadata(path);
    if (answer.isEmpty()) {
      return new Answer.NotKnown();
    }
    return switch (answer.get().status()) {
      case 200 -> new Answer.Weights(weights(answer.get().body()));
      case 404 -> new Answer.NoAlias();
      default -> new Answer.NotKnown();
    };
  }

  private static Map<String, Double> weights(JsonNode alias) {
    var weights = new TreeMap<String, Double>();
    alias
        .path("additionalVersionWeight")
        .properties()
        .forEach(entry -> weights.put(entry.getKey(), entry.getValue().asDouble()));
    double rest = 1 - weights.values().stream().mapToDouble(Double::doubleValue).sum();
    weights.merge(alias.path("versionId").asText(), Math.max(0, rounded(rest)), Double::sum);
    return weights;
  }

  /** 1 - 0.3 is 0.7 to whoever wrote 0.3. */
  private static double rounded(double weight) {
    return Math.round(weight * 1e9) / 1e9;
  }
}
