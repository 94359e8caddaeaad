// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.scaling;

import static io.kafunc.eventlog.Decision.accept;
import static io.kafunc.eventlog.Decision.reject;
import static io.kafunc.httpapi.ErrorCode.LIMIT_EXCEEDED;
import static io.kafunc.httpapi.ErrorCode.ON_DEMAND_CONFIG_NOT_FOUND;

import io.kafunc.eventlog.Decider;
import io.kafunc.eventlog.Decision;
import io.kafunc.httpapi.FcError;
import io.kafunc.metadata.account.Account;
import io.kafunc.metadata.account.Check;
import io.kafunc.metadata.account.OnDemandState;
import io.kafunc.metadata.answer.OnDemandAnswer;
import io.kafunc.metadata.command.FunctionAt;
import io.kafunc.metadata.command.OnDemandCommand;
import io.kafunc.metadata.command.OnDemandCommand.DeleteOnDemandConfig;
import io.kafunc.metadata.command.OnDemandCommand.PutOnDemandConfig;
import io.kafunc.metadata.limit.Limits;
import io.kafunc.schemas.metadata.OnDemandEvent;
import io.kafunc.schemas.metadata.OnDemandEvent.OnDemandConfigDeleted;
import io.kafunc.schemas.metadata.OnDemandEvent.OnDemandConfigPut;
import java.util.Optional;
import java.util.regex.Pattern;

/** The rules of limits on on-demand instances (F-50, contract 1.9). Pure. */
public final class OnDemandDecider
    implements Decider<Account, OnDemandCommand, OnDemandEvent, FcError> {

  private static final Pattern ALIAS = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,127}");

  private final Limits limits;

  public OnDemandDecider(Limits limits) {
    this.limits = limits;
  }

  @Override
  public Account initial() {
    return Account.EMPTY;
  }

  @Override
  public Decision<OnDemandEvent, FcError> decide(Account account, OnDemandCommand command) {
    return switch (command) {
      case PutOnDemandConfig put -> put(account, put);
      case DeleteOnDemandConfig delete -> delete(account, delete);
    };
  }

  private Decision<OnDemandEvent, FcError> put(Account account, PutOnDemandConfig put) {
    return fault(account, put)
        .<Decision<OnDemandEvent, FcError>>map(Decision::reject)
        .orElseGet(
            () ->
                accept(
                    new OnDemandConfigPut(
                        account.stamp(put.author()),
                        put.at().serviceName(),
                        put.at().qualifier(),
                        put.at().functionName(),
                        put.maximumInstanceCount().orElseThrow())));
  }

  private Optional<FcError> fault(Account account, PutOnDemandConfig put) {
    var rules = account.beside().onDemand();
    return new Check()
        .that(
            () -> ALIAS.matcher(put.at().qualifier()).matches(),
            () ->
                "qualifier is set to an invalid value (allowed: an alias | LATEST, actual: '%s')"
                    .formatted(put.at().qualifier()))
        .that(
            () -> put.maximumInstanceCount().isPresent(),
            () -> "maximumInstanceCount is required but not set")
        .and(
            () ->
                new Check()
                    .within(
                        "maximumInstanceCount",
                        put.maximumInstanceCount().orElse(0),
                        0,
                        limits.onDemandInstances())
                    .fault())
        .fault()
        .or(
            () ->
                rules.has(key(put.at())) || rules.size() < limits.onDemandConfigs()
                    ? Optional.empty()
                    : Optional.of(
                        LIMIT_EXCEEDED.saying(
                            "on-demand config quota exceeded (max: %d)"
                                .formatted(limits.onDemandConfigs()))));
  }

  private static Decision<OnDemandEvent, FcError> delete(
      Account account, DeleteOnDemandConfig delete) {
    var at = delete.at();
    return account.beside().onDemand().has(key(at))
        ? accept(
            new OnDemandConfigDeleted(
                account.stamp(delete.author()),
                at.serviceName(),
                at.qualifier(),
                at.functionName()))
        : reject(ON_DEMAND_CONFIG_NOT_FOUND.with(OnDemandAnswer.resource(at)));
  }

  @Override
  public Account evolve(Account account, OnDemandEvent event) {
    var key = key(new FunctionAt(event.serviceName(), event.qualifier(), event.functionName()));
    var rules = account.beside().onDemand();
    return account.with(
        event,
        account
            .beside()
            .withOnDemand(
                switch (event) {
                  case OnDemandConfigPut put ->
                      rules.with(
                          key,
                          new OnDemandState(put.maximumInstanceCount(), put.stamp().revision()));
                  case OnDemandConfigDeleted _ -> rules.without(key);
                }));
  }

  private static String key(FunctionAt at) {
    return at.serviceName() + "." + at.qualifier() + "/" + at.functionName();
  }
}
