// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.alias;

import static io.kafunc.eventlog.Decision.accept;
import static io.kafunc.eventlog.Decision.reject;
import static io.kafunc.httpapi.ErrorCode.ALIAS_ALREADY_EXISTS;
import static io.kafunc.httpapi.ErrorCode.ALIAS_NOT_FOUND;
import static io.kafunc.httpapi.ErrorCode.INVALID_ARGUMENT;
import static io.kafunc.httpapi.ErrorCode.PRECONDITION_FAILED;
import static io.kafunc.httpapi.ErrorCode.SERVICE_NOT_FOUND;

import io.kafunc.eventlog.Decider;
import io.kafunc.eventlog.Decision;
import io.kafunc.httpapi.FcError;
import io.kafunc.metadata.account.Account;
import io.kafunc.metadata.account.AliasState;
import io.kafunc.metadata.account.ServiceState;
import io.kafunc.metadata.command.AliasCommand;
import io.kafunc.metadata.command.AliasCommand.CreateAlias;
import io.kafunc.metadata.command.AliasCommand.DeleteAlias;
import io.kafunc.metadata.command.AliasCommand.UpdateAlias;
import io.kafunc.metadata.limit.Limits;
import io.kafunc.schemas.metadata.AliasConfig;
import io.kafunc.schemas.metadata.AliasEvent;
import io.kafunc.schemas.metadata.AliasEvent.AliasCreated;
import io.kafunc.schemas.metadata.AliasEvent.AliasDeleted;
import io.kafunc.schemas.metadata.AliasEvent.AliasMoved;
import io.kafunc.schemas.metadata.AliasEvent.AliasUpdated;
import java.util.Optional;

/** The rules of aliases (F-15 to F-19, contract 1.4). Pure. */
public final class AliasDecider implements Decider<Account, AliasCommand, AliasEvent, FcError> {

  private final Limits limits;

  public AliasDecider(Limits limits) {
    this.limits = limits;
  }

  @Override
  public Account initial() {
    return Account.EMPTY;
  }

  @Override
  public Decision<AliasEvent, FcError> decide(Account account, AliasCommand command) {
    var service = account.services().get(command.serviceName());
    if (service.isEmpty()) {
      return reject(SERVICE_NOT_FOUND.with(command.serviceName()));
    }
    var alias = service.get().aliases().get(command.aliasName());
    return switch (command) {
      case CreateAlias create when alias.isPresent() ->
          reject(ALIAS_ALREADY_EXISTS.with(create.aliasName(), create.serviceName()));
      case CreateAlias create -> create(account, service.get(), create);
      case AliasCommand other when alias.isEmpty() ->
          reject(ALIAS_NOT_FOUND.with(other.aliasName(), other.serviceName()));
      case UpdateAlias update -> update(account, service.get(), alias.get(), update);
      case DeleteAlias delete -> delete(account, alias.get(), delete);
    };
  }

  private Decision<AliasEvent, FcError> create(
      Account account, ServiceState service, CreateAlias create) {
    if (create.change().versionId().isEmpty()) {
      return reject(INVALID_ARGUMENT.saying("versionId is required but not set"));
    }
    return AliasRules.nameFault(create.aliasName())
        .or(() -> AliasRules.fault(limits, create.serviceName(), service, create.change()))
        .<Decision<AliasEvent, FcError>>map(Decision::reject)
        .orElseGet(
            () ->
                accept(
                    new AliasCreated(
                        account.stamp(create.author()),
                        create.serviceName(),
                        create.aliasName(),
                        AliasRules.merge(Optional.empty(), create.change()))));
  }

  private Decision<AliasEvent, FcError> update(
      Account account, ServiceState service, AliasState alias, UpdateAlias update) {
    if (!update.expected().matches(alias.revision())) {
      return reject(PRECONDITION_FAILED.with());
    }
    return AliasRules.fault(limits, update.serviceName(), service, update.change())
        .<Decision<AliasEvent, FcError>>map(Decision::reject)
        .orElseGet(
            () ->
                accept(
                    changed(
                        account,
                        alias.config(),
                        AliasRules.merge(Optional.of(alias.config()), update.change()),
                        update)));
  }

  /** A release, or only another description: readers of history want to tell them apart. */
  private static AliasEvent changed(
      Account account, AliasConfig before, AliasConfig after, UpdateAlias update) {
    var stamp = account.stamp(update.author());
    boolean moved =
        before.versionId() != after.versionId()
            || !before.additionalVersionWeight().equals(after.additionalVersionWeight());
    return moved
        ? new AliasMoved(stamp, update.serviceName(), update.aliasName(), after)
        : new AliasUpdated(stamp, update.serviceName(), update.aliasName(), after);
  }

  private static Decision<AliasEvent, FcError> delete(
      Account account, AliasState alias, DeleteAlias delete) {
    return delete.expected().matches(alias.revision())
        ? accept(
            new AliasDeleted(
                account.stamp(delete.author()), delete.serviceName(), delete.aliasName()))
        : reject(PRECONDITION_FAILED.with());
  }

  @Override
  public Account evolve(Account account, AliasEvent event) {
    var service = account.known(event.serviceName());
    var aliases = service.aliases();
    long revision = event.stamp().revision();
    return account.with(
        event,
        switch (event) {
          case AliasCreated created ->
              service.withAliases(
                  aliases.with(created.aliasName(), new AliasState(created.config(), revision)));
          case AliasMoved moved ->
              service.withAliases(
                  aliases.with(moved.aliasName(), new AliasState(moved.config(), revision)));
          case AliasUpdated updated ->
              service.withAliases(
                  aliases.with(updated.aliasName(), new AliasState(updated.config(), revision)));
          case AliasDeleted deleted ->
              service
                  .withAliases(aliases.without(deleted.aliasName()))
                  .forgetting(deleted.aliasName());
        });
  }
}
