// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.function;

import static io.kafunc.eventlog.Decision.accept;
import static io.kafunc.eventlog.Decision.reject;
import static io.kafunc.httpapi.ErrorCode.FUNCTION_ALREADY_EXISTS;
import static io.kafunc.httpapi.ErrorCode.FUNCTION_NOT_EMPTY;
import static io.kafunc.httpapi.ErrorCode.FUNCTION_NOT_FOUND;
import static io.kafunc.httpapi.ErrorCode.INVALID_ARGUMENT;
import static io.kafunc.httpapi.ErrorCode.LIMIT_EXCEEDED;
import static io.kafunc.httpapi.ErrorCode.PRECONDITION_FAILED;
import static io.kafunc.httpapi.ErrorCode.SERVICE_NOT_FOUND;

import io.kafunc.eventlog.Decider;
import io.kafunc.eventlog.Decision;
import io.kafunc.httpapi.FcError;
import io.kafunc.metadata.account.Account;
import io.kafunc.metadata.account.FunctionState;
import io.kafunc.metadata.account.ServiceState;
import io.kafunc.metadata.command.FunctionCommand;
import io.kafunc.metadata.command.FunctionCommand.CreateFunction;
import io.kafunc.metadata.command.FunctionCommand.DeleteFunction;
import io.kafunc.metadata.command.FunctionCommand.UpdateFunction;
import io.kafunc.metadata.limit.Limits;
import io.kafunc.schemas.metadata.FunctionConfig;
import io.kafunc.schemas.metadata.FunctionEvent;
import io.kafunc.schemas.metadata.FunctionEvent.FunctionCreated;
import io.kafunc.schemas.metadata.FunctionEvent.FunctionDeleted;
import io.kafunc.schemas.metadata.FunctionEvent.FunctionUpdated;
import java.util.Optional;

/** The rules of functions (F-5 to F-10, contract 1.2). Pure. */
public final class FunctionDecider
    implements Decider<Account, FunctionCommand, FunctionEvent, FcError> {

  private final Limits limits;
  private final FunctionRules rules;

  public FunctionDecider(Limits limits) {
    this.limits = limits;
    this.rules = new FunctionRules(limits);
  }

  @Override
  public Account initial() {
    return Account.EMPTY;
  }

  @Override
  public Decision<FunctionEvent, FcError> decide(Account account, FunctionCommand command) {
    var service = account.services().get(command.serviceName());
    if (service.isEmpty()) {
      return reject(SERVICE_NOT_FOUND.with(command.serviceName()));
    }
    var function = service.get().functions().get(command.functionName());
    return switch (command) {
      case CreateFunction create when function.isPresent() ->
          reject(FUNCTION_ALREADY_EXISTS.with(create.functionName(), create.serviceName()));
      case CreateFunction create -> create(account, service.get(), create);
      case FunctionCommand other when function.isEmpty() ->
          reject(FUNCTION_NOT_FOUND.with(other.functionName(), other.serviceName()));
      case UpdateFunction update -> update(account, function.get(), update);
      case DeleteFunction delete -> delete(account, function.get(), delete);
    };
  }

  private Decision<FunctionEvent, FcError> create(
      Account account, ServiceState service, CreateFunction create) {
    if (limits.functions() > 0 && service.functions().size() >= limits.functions()) {
      return reject(
          LIMIT_EXCEEDED.saying("function quota exceeded (max: %d)".formatted(limits.functions())));
    }
    var config = FunctionConfigs.merge(FunctionConfigs.DEFAULT, create.change());
    var code = create.change().code();
    return fault(FunctionConfigs.DEFAULT, config, code.isPresent())
        .<Decision<FunctionEvent, FcError>>map(Decision::reject)
        .orElseGet(
            () ->
                accept(
                    new FunctionCreated(
                        account.stamp(create.author()),
                        create.serviceName(),
                        create.functionName(),
                        create.functionId(),
                        config,
                        code)));
  }

  private Decision<FunctionEvent, FcError> update(
      Account account, FunctionState function, UpdateFunction update) {
    if (!update.expected().matches(function.revision())) {
      return reject(PRECONDITION_FAILED.with());
    }
    var config = FunctionConfigs.merge(function.config(), update.change());
    var code = update.change().code().or(function::code);
    return fault(function.config(), config, code.isPresent())
        .<Decision<FunctionEvent, FcError>>map(Decision::reject)
        .orElseGet(
            () ->
                accept(
                    new FunctionUpdated(
                        account.stamp(update.author()),
                        update.serviceName(),
                        update.functionName(),
                        config,
                        code)));
  }

  private Optional<FcError> fault(FunctionConfig before, FunctionConfig after, boolean hasCode) {
    boolean lacksCode = !hasCode && !after.runtime().equals(Runtimes.CUSTOM_CONTAINER);
    return rules
        .fault(after)
        .or(() -> FunctionRules.moveFault(before, after))
        .or(
            () ->
                lacksCode
                    ? Optional.of(INVALID_ARGUMENT.saying("code is required but not set"))
                    : Optional.empty());
  }

  private static Decision<FunctionEvent, FcError> delete(
      Account account, FunctionState function, DeleteFunction delete) {
    if (!delete.expected().matches(function.revision())) {
      return reject(PRECONDITION_FAILED.with());
    }
    if (!function.triggers().isEmpty()) {
      return reject(FUNCTION_NOT_EMPTY.with(delete.functionName()));
    }
    return accept(
        new FunctionDeleted(
            account.stamp(delete.author()), delete.serviceName(), delete.functionName()));
  }

  @Override
  public Account evolve(Account account, FunctionEvent event) {
    var service = account.known(event.serviceName());
    var functions =
        switch (event) {
          case FunctionCreated created ->
              service
                  .functions()
                  .with(
                      created.functionName(),
                      FunctionState.created(
                          created.functionId(), created.config(), created.code(), created.stamp()));
          case FunctionUpdated updated ->
              service
                  .functions()
                  .with(
                      updated.functionName(),
                      service
                          .known(updated.functionName())
                          .updated(updated.config(), updated.code(), updated.stamp()));
          case FunctionDeleted deleted -> {
            service.known(deleted.functionName());
            yield service.functions().without(deleted.functionName());
          }
        };
    return account.with(event, service.withFunctions(functions, event.stamp()));
  }
}
