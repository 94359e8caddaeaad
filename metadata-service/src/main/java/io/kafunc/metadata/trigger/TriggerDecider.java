// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.trigger;

import static io.kafunc.eventlog.Decision.accept;
import static io.kafunc.eventlog.Decision.reject;
import static io.kafunc.httpapi.ErrorCode.FUNCTION_NOT_FOUND;
import static io.kafunc.httpapi.ErrorCode.LIMIT_EXCEEDED;
import static io.kafunc.httpapi.ErrorCode.PRECONDITION_FAILED;
import static io.kafunc.httpapi.ErrorCode.SERVICE_NOT_FOUND;
import static io.kafunc.httpapi.ErrorCode.TRIGGER_ALREADY_EXISTS;
import static io.kafunc.httpapi.ErrorCode.TRIGGER_NOT_FOUND;

import io.kafunc.eventlog.Decider;
import io.kafunc.eventlog.Decision;
import io.kafunc.httpapi.ErrorCode;
import io.kafunc.httpapi.FcError;
import io.kafunc.metadata.account.Account;
import io.kafunc.metadata.account.FunctionState;
import io.kafunc.metadata.account.TriggerState;
import io.kafunc.metadata.command.TriggerCommand;
import io.kafunc.metadata.command.TriggerCommand.CreateTrigger;
import io.kafunc.metadata.command.TriggerCommand.DeleteTrigger;
import io.kafunc.metadata.command.TriggerCommand.UpdateTrigger;
import io.kafunc.metadata.limit.Limits;
import io.kafunc.metadata.trigger.kind.Source.TriggerPath;
import io.kafunc.metadata.trigger.kind.TriggerKinds;
import io.kafunc.schemas.metadata.TriggerConfig;
import io.kafunc.schemas.metadata.TriggerEvent;
import io.kafunc.schemas.metadata.TriggerEvent.TriggerCreated;
import io.kafunc.schemas.metadata.TriggerEvent.TriggerDeleted;
import io.kafunc.schemas.metadata.TriggerEvent.TriggerUpdated;

/** The rules of triggers, whatever their kind (F-25, F-54, contract 1.5). Pure. */
public final class TriggerDecider
    implements Decider<Account, TriggerCommand, TriggerEvent, FcError> {

  private final Limits limits;
  private final TriggerConfigs configs;
  private final TriggerNeighbours neighbours;

  public TriggerDecider(Limits limits, TriggerKinds kinds) {
    this.limits = limits;
    this.configs = new TriggerConfigs(kinds);
    this.neighbours = new TriggerNeighbours(kinds);
  }

  @Override
  public Account initial() {
    return Account.EMPTY;
  }

  @Override
  public Decision<TriggerEvent, FcError> decide(Account account, TriggerCommand command) {
    var service = account.services().get(command.serviceName());
    if (service.isEmpty()) {
      return reject(SERVICE_NOT_FOUND.with(command.serviceName()));
    }
    var function = service.get().functions().get(command.functionName());
    if (function.isEmpty()) {
      return reject(FUNCTION_NOT_FOUND.with(command.functionName(), command.serviceName()));
    }
    var trigger = function.get().triggers().get(command.triggerName());
    return switch (command) {
      case CreateTrigger create when trigger.isPresent() ->
          reject(named(TRIGGER_ALREADY_EXISTS, create));
      case CreateTrigger create -> create(account, function.get(), create);
      case TriggerCommand other when trigger.isEmpty() -> reject(named(TRIGGER_NOT_FOUND, other));
      case UpdateTrigger update -> update(account, trigger.get(), update);
      case DeleteTrigger delete -> delete(account, trigger.get(), delete);
    };
  }

  private static FcError named(ErrorCode code, TriggerCommand command) {
    return code.with(command.triggerName(), command.serviceName(), command.functionName());
  }

  private Decision<TriggerEvent, FcError> create(
      Account account, FunctionState function, CreateTrigger create) {
    if (limits.triggers() > 0 && function.triggers().size() >= limits.triggers()) {
      return reject(
          LIMIT_EXCEEDED.saying("trigger quota exceeded (max: %d)".formatted(limits.triggers())));
    }
    return switch (configs.created(create.triggerType(), path(create), create.change())) {
      case TriggerConfigs.Result.Refused(var refusal) -> reject(refusal);
      case TriggerConfigs.Result.Checked(var config) ->
          beside(
              account,
              create,
              config,
              new TriggerCreated(
                  account.stamp(create.author()),
                  create.serviceName(),
                  create.functionName(),
                  create.triggerName(),
                  create.triggerId(),
                  config));
    };
  }

  private Decision<TriggerEvent, FcError> update(
      Account account, TriggerState trigger, UpdateTrigger update) {
    if (!update.expected().matches(trigger.revision())) {
      return reject(PRECONDITION_FAILED.with());
    }
    return switch (configs.updated(trigger.config(), update.change())) {
      case TriggerConfigs.Result.Refused(var refusal) -> reject(refusal);
      case TriggerConfigs.Result.Checked(var config) ->
          beside(
              account,
              update,
              config,
              new TriggerUpdated(
                  account.stamp(update.author()),
                  update.serviceName(),
                  update.functionName(),
                  update.triggerName(),
                  config));
    };
  }

  /** The event, unless a trigger that exists forbids it. */
  private Decision<TriggerEvent, FcError> beside(
      Account account, TriggerCommand command, TriggerConfig config, TriggerEvent event) {
    return neighbours
        .fault(account, path(command), config)
        .<Decision<TriggerEvent, FcError>>map(Decision::reject)
        .orElseGet(() -> accept(event));
  }

  private static TriggerPath path(TriggerCommand command) {
    return new TriggerPath(
        command.author().accountId(),
        command.serviceName(),
        command.functionName(),
        command.triggerName());
  }

  private static Decision<TriggerEvent, FcError> delete(
      Account account, TriggerState trigger, DeleteTrigger delete) {
    return delete.expected().matches(trigger.revision())
        ? accept(
            new TriggerDeleted(
                account.stamp(delete.author()),
                delete.serviceName(),
                delete.functionName(),
                delete.triggerName()))
        : reject(PRECONDITION_FAILED.with());
  }

  @Override
  public Account evolve(Account account, TriggerEvent event) {
    var service = account.known(event.serviceName());
    var functionName =
        switch (event) {
          case TriggerCreated created -> created.functionName();
          case TriggerUpdated updated -> updated.functionName();
          case TriggerDeleted deleted -> deleted.functionName();
        };
    var function = service.known(functionName);
    var triggers = function.triggers();
    long revision = event.stamp().revision();
    var changed =
        switch (event) {
          case TriggerCreated created ->
              triggers.with(created.triggerName(), new TriggerState(created.config(), revision));
          case TriggerUpdated updated ->
              triggers.with(updated.triggerName(), new TriggerState(updated.config(), revision));
          case TriggerDeleted deleted -> triggers.without(deleted.triggerName());
        };
    return account.with(
        event, service.withUnversionedOf(functionName, function.withTriggers(changed)));
  }
}
