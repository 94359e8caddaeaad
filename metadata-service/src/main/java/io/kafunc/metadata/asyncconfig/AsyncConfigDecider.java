// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.asyncconfig;

import static io.kafunc.eventlog.Decision.accept;
import static io.kafunc.eventlog.Decision.reject;
import static io.kafunc.httpapi.ErrorCode.ASYNC_CONFIG_NOT_EXISTS;

import io.kafunc.eventlog.Decider;
import io.kafunc.eventlog.Decision;
import io.kafunc.httpapi.FcError;
import io.kafunc.metadata.account.Account;
import io.kafunc.metadata.account.Missing;
import io.kafunc.metadata.command.AsyncConfigCommand;
import io.kafunc.metadata.command.AsyncConfigCommand.DeleteAsyncInvokeConfig;
import io.kafunc.metadata.command.AsyncConfigCommand.PutAsyncInvokeConfig;
import io.kafunc.schemas.metadata.AsyncConfigEvent;
import io.kafunc.schemas.metadata.AsyncConfigEvent.AsyncInvokeConfigDeleted;
import io.kafunc.schemas.metadata.AsyncConfigEvent.AsyncInvokeConfigPut;

/** The rules of configurations of asynchronous calls (contract 1.10). Pure. */
public final class AsyncConfigDecider
    implements Decider<Account, AsyncConfigCommand, AsyncConfigEvent, FcError> {

  @Override
  public Account initial() {
    return Account.EMPTY;
  }

  @Override
  public Decision<AsyncConfigEvent, FcError> decide(Account account, AsyncConfigCommand command) {
    return switch (command) {
      case PutAsyncInvokeConfig put -> put(account, put);
      case DeleteAsyncInvokeConfig delete -> delete(account, delete);
    };
  }

  private static Decision<AsyncConfigEvent, FcError> put(
      Account account, PutAsyncInvokeConfig put) {
    return Missing.of(account, put.at())
        .or(() -> AsyncConfigRules.fault(put.config()))
        .<Decision<AsyncConfigEvent, FcError>>map(Decision::reject)
        .orElseGet(
            () ->
                accept(
                    new AsyncInvokeConfigPut(
                        account.stamp(put.author()),
                        put.at().serviceName(),
                        put.at().functionName(),
                        put.at().qualifier(),
                        put.config())));
  }

  private static Decision<AsyncConfigEvent, FcError> delete(
      Account account, DeleteAsyncInvokeConfig delete) {
    var at = delete.at();
    boolean known =
        account
            .services()
            .get(at.serviceName())
            .flatMap(service -> service.functions().get(at.functionName()))
            .map(function -> function.asyncConfigs().has(at.qualifier()))
            .orElse(false);
    return known
        ? accept(
            new AsyncInvokeConfigDeleted(
                account.stamp(delete.author()),
                at.serviceName(),
                at.functionName(),
                at.qualifier()))
        : reject(
            Missing.of(account, at)
                .orElseGet(
                    () -> ASYNC_CONFIG_NOT_EXISTS.with(at.serviceName(), at.functionName())));
  }

  @Override
  public Account evolve(Account account, AsyncConfigEvent event) {
    var service = account.known(event.serviceName());
    var function = service.known(event.functionName());
    var configs =
        switch (event) {
          case AsyncInvokeConfigPut put ->
              function.asyncConfigs().with(put.qualifier(), put.config());
          case AsyncInvokeConfigDeleted deleted ->
              function.asyncConfigs().without(deleted.qualifier());
        };
    return account.with(
        event, service.withUnversionedOf(event.functionName(), function.withAsyncConfigs(configs)));
  }
}
