// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.domain;

import static io.kafunc.eventlog.Decision.accept;
import static io.kafunc.eventlog.Decision.reject;
import static io.kafunc.httpapi.ErrorCode.DOMAIN_NAME_ALREADY_EXISTS;
import static io.kafunc.httpapi.ErrorCode.DOMAIN_NAME_NOT_FOUND;
import static io.kafunc.httpapi.ErrorCode.LIMIT_EXCEEDED;
import static io.kafunc.httpapi.ErrorCode.PRECONDITION_FAILED;

import io.kafunc.eventlog.Decider;
import io.kafunc.eventlog.Decision;
import io.kafunc.httpapi.FcError;
import io.kafunc.metadata.account.Account;
import io.kafunc.metadata.account.DomainState;
import io.kafunc.metadata.command.DomainChange;
import io.kafunc.metadata.command.DomainCommand;
import io.kafunc.metadata.command.DomainCommand.CreateCustomDomain;
import io.kafunc.metadata.command.DomainCommand.DeleteCustomDomain;
import io.kafunc.metadata.command.DomainCommand.UpdateCustomDomain;
import io.kafunc.metadata.limit.Limits;
import io.kafunc.schemas.metadata.DomainConfig;
import io.kafunc.schemas.metadata.DomainEvent;
import io.kafunc.schemas.metadata.DomainEvent.CustomDomainCreated;
import io.kafunc.schemas.metadata.DomainEvent.CustomDomainDeleted;
import io.kafunc.schemas.metadata.DomainEvent.CustomDomainUpdated;
import java.util.function.Function;

/** The rules of custom domains (contract 1.8). Pure. */
public final class DomainDecider implements Decider<Account, DomainCommand, DomainEvent, FcError> {

  private final Limits limits;

  public DomainDecider(Limits limits) {
    this.limits = limits;
  }

  @Override
  public Account initial() {
    return Account.EMPTY;
  }

  @Override
  public Decision<DomainEvent, FcError> decide(Account account, DomainCommand command) {
    var domain = account.beside().domains().get(command.domainName());
    return switch (command) {
      case CreateCustomDomain create when domain.isPresent() ->
          reject(DOMAIN_NAME_ALREADY_EXISTS.with(create.domainName()));
      case CreateCustomDomain create -> create(account, create);
      case DomainCommand other when domain.isEmpty() ->
          reject(DOMAIN_NAME_NOT_FOUND.with(other.domainName()));
      case UpdateCustomDomain update -> update(account, domain.get(), update);
      case DeleteCustomDomain delete -> delete(account, domain.get(), delete);
    };
  }

  private Decision<DomainEvent, FcError> create(Account account, CreateCustomDomain create) {
    var fault = DomainRules.name(create.domainName());
    if (fault.isPresent()) {
      return reject(fault.get());
    }
    if (limits.domains() > 0 && account.beside().domains().size() >= limits.domains()) {
      return reject(
          LIMIT_EXCEEDED.saying(
              "custom domain quota exceeded (max: %d)".formatted(limits.domains())));
    }
    return checked(
        DomainConfigs.DEFAULT,
        create.change(),
        config ->
            new CustomDomainCreated(account.stamp(create.author()), create.domainName(), config));
  }

  private static Decision<DomainEvent, FcError> update(
      Account account, DomainState domain, UpdateCustomDomain update) {
    return update.expected().matches(domain.revision())
        ? checked(
            domain.config(),
            update.change(),
            config ->
                new CustomDomainUpdated(
                    account.stamp(update.author()), update.domainName(), config))
        : reject(PRECONDITION_FAILED.with());
  }

  private static Decision<DomainEvent, FcError> checked(
      DomainConfig before, DomainChange change, Function<DomainConfig, DomainEvent> event) {
    var fault = DomainRules.fault(before, change);
    if (fault.isPresent()) {
      return reject(fault.get());
    }
    var config = DomainConfigs.merge(before, change);
    return DomainRules.fault(config)
        .<Decision<DomainEvent, FcError>>map(Decision::reject)
        .orElseGet(() -> accept(event.apply(config)));
  }

  private static Decision<DomainEvent, FcError> delete(
      Account account, DomainState domain, DeleteCustomDomain delete) {
    return delete.expected().matches(domain.revision())
        ? accept(new CustomDomainDeleted(account.stamp(delete.author()), delete.domainName()))
        : reject(PRECONDITION_FAILED.with());
  }

  @Override
  public Account evolve(Account account, DomainEvent event) {
    var domains = account.beside().domains();
    long revision = event.stamp().revision();
    return account.with(
        event,
        account
            .beside()
            .withDomains(
                switch (event) {
                  case CustomDomainCreated created ->
                      domains.with(
                          created.domainName(), new DomainState(created.config(), revision));
                  case CustomDomainUpdated updated ->
                      domains.with(
                          updated.domainName(), new DomainState(updated.config(), revision));
                  case CustomDomainDeleted deleted -> domains.without(deleted.domainName());
                }));
  }
}
