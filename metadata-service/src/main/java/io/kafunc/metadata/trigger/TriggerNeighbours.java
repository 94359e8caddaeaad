// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.trigger;

import static io.kafunc.httpapi.ErrorCode.INVALID_ARGUMENT;

import io.kafunc.httpapi.FcError;
import io.kafunc.metadata.account.Account;
import io.kafunc.metadata.trigger.kind.Source.TriggerPath;
import io.kafunc.metadata.trigger.kind.TriggerKind;
import io.kafunc.metadata.trigger.kind.TriggerKinds;
import io.kafunc.schemas.metadata.TriggerConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What a trigger must hold because of the triggers that exist (contract 1.5). Pure. */
final class TriggerNeighbours {

  private final TriggerKinds kinds;

  TriggerNeighbours(TriggerKinds kinds) {
    this.kinds = kinds;
  }

  private record Placed(TriggerPath path, TriggerConfig config) {}

  Optional<FcError> fault(Account account, TriggerPath path, TriggerConfig config) {
    var kind = kinds.find(config.triggerType()).orElseThrow();
    return besideIt(account, path, config, kind)
        .or(() -> onItsSource(account, path, config, kind))
        .map(INVALID_ARGUMENT::saying);
  }

  private Optional<String> besideIt(
      Account account, TriggerPath path, TriggerConfig config, TriggerKind kind) {
    for (var other : ofFunction(account, path)) {
      if (other.path().equals(path)) {
        continue;
      }
      var type = other.config().triggerType();
      if (!type.equals(config.triggerType())) {
        if (kind.answersRequests() || answersRequests(type)) {
          return Optional.of(
              "%s trigger '%s' cannot be beside %s trigger '%s' in function '%s'"
                  .formatted(
                      config.triggerType(),
                      path.triggerName(),
                      type,
                      other.path().triggerName(),
                      path.functionName()));
        }
      } else if (kind.answersRequests() && qualifier(config).equals(qualifier(other.config()))) {
        return Optional.of(
            "%s trigger '%s' already exists for qualifier '%s'"
                .formatted(type, other.path().triggerName(), qualifier(config)));
      }
    }
    return Optional.empty();
  }

  private boolean answersRequests(String type) {
    return kinds.find(type).map(TriggerKind::answersRequests).orElse(false);
  }

  private static String qualifier(TriggerConfig config) {
    return config.qualifier().orElse("LATEST");
  }

  private static Optional<String> onItsSource(
      Account account, TriggerPath path, TriggerConfig config, TriggerKind kind) {
    if (config.sourceArn().isEmpty()) {
      return Optional.empty();
    }
    Predicate<Placed> isRival =
        other ->
            other.config().triggerType().equals(config.triggerType())
                && other.config().sourceArn().equals(config.sourceArn())
                && !other.path().equals(path)
                && kind.overlap(
                    TriggerConfigs.read(config.json()), TriggerConfigs.read(other.config().json()));
    return all(account, path).stream()
        .filter(isRival)
        .findFirst()
        .map(
            other ->
                "triggerConfig overlaps with that of trigger '%s' of function '%s' in service '%s'"
                    .formatted(
                        other.path().triggerName(),
                        other.path().functionName(),
                        other.path().serviceName()));
  }

  private static List<Placed> ofFunction(Account account, TriggerPath path) {
    var placed = new ArrayList<Placed>();
    account
        .known(path.serviceName())
        .known(path.functionName())
        .triggers()
        .forEach(
            (name, trigger) ->
                placed.add(
                    new Placed(
                        new TriggerPath(
                            path.accountId(), path.serviceName(), path.functionName(), name),
                        trigger.config())));
    return placed;
  }

  private static List<Placed> all(Account account, TriggerPath path) {
    var placed = new ArrayList<Placed>();
    account
        .services()
        .forEach(
            (service, its) ->
                its.functions()
                    .forEach(
                        (function, _) ->
                            placed.addAll(
                                ofFunction(
                                    account,
                                    new TriggerPath(path.accountId(), service, function, "")))));
    return placed;
  }
}
