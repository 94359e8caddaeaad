// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.alias;

import static io.kafunc.httpapi.ErrorCode.INVALID_ARGUMENT;
import static io.kafunc.httpapi.ErrorCode.VERSION_NOT_FOUND;

import io.kafunc.httpapi.FcError;
import io.kafunc.metadata.account.Check;
import io.kafunc.metadata.account.ServiceState;
import io.kafunc.metadata.account.VersionNumber;
import io.kafunc.metadata.command.AliasChange;
import io.kafunc.metadata.limit.Limits;
import io.kafunc.schemas.metadata.AliasConfig;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What an alias must hold (F-15 to F-17, contract 1.4), and what a change makes of it. Pure. */
final class AliasRules {

  static Optional<FcError> nameFault(String aliasName) {
    return aliasName.equals("LATEST")
        ? Optional.of(
            INVALID_ARGUMENT.saying("aliasName is set to an invalid value (actual: 'LATEST')"))
        : Optional.empty();
  }

  /** Shape and existence of everything the change names. */
  static Optional<FcError> fault(
      Limits limits, String serviceName, ServiceState service, AliasChange change) {
    var check =
        new Check()
            .that(
                () -> change.description().orElse("").length() <= limits.aliasDescription(),
                () ->
                    "description is too long (max: %d characters)"
                        .formatted(limits.aliasDescription()))
            .and(
                () ->
                    change.versionId().flatMap(v -> version("versionId", v, serviceName, service)));
    var weights = change.additionalVersionWeight().orElse(Map.of());
    weights.forEach(
        (version, weight) ->
            check
                .and(() -> version("additionalVersionWeight", version, serviceName, service))
                .that(
                    () -> weight != null && weight >= 0.0 && weight <= 1.0,
                    () ->
                        "additionalVersionWeight is set to an invalid value"
                            + " (min: 0.0, max: 1.0, actual: %s)".formatted(weight)));
    return check
        .that(
            () -> weights.values().stream().mapToDouble(Double::doubleValue).sum() <= 1.0 + 1e-9,
            () -> "additionalVersionWeight is set to an invalid value (sum above 1.0)")
        .fault();
  }

  /** Of a change that {@link #fault} has passed. */
  static AliasConfig merge(Optional<AliasConfig> before, AliasChange change) {
    return new AliasConfig(
        change
            .versionId()
            .map(Long::valueOf)
            .or(() -> before.map(AliasConfig::versionId))
            .orElseThrow(),
        change.description().or(() -> before.map(AliasConfig::description)).orElse(""),
        change
            .additionalVersionWeight()
            .<Map<String, Double>>map(TreeMap::new)
            .or(() -> before.map(AliasConfig::additionalVersionWeight))
            .orElse(Map.of()));
  }

  private static Optional<FcError> version(
      String field, String text, String serviceName, ServiceState service) {
    var number = VersionNumber.parse(text);
    if (number.isEmpty()) {
      return Optional.of(VersionNumber.refusal(field, text));
    }
    return service.versions().has(number.get())
        ? Optional.empty()
        : Optional.of(VERSION_NOT_FOUND.with(text, serviceName));
  }

  private AliasRules() {}
}
