// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.scaling;

import static io.kafunc.eventlog.Decision.accept;
import static io.kafunc.httpapi.ErrorCode.PRECONDITION_FAILED;

import io.kafunc.eventlog.Decider;
import io.kafunc.eventlog.Decision;
import io.kafunc.httpapi.FcError;
import io.kafunc.metadata.account.Account;
import io.kafunc.metadata.account.FunctionState;
import io.kafunc.metadata.account.Missing;
import io.kafunc.metadata.account.ProvisionState;
import io.kafunc.metadata.command.FunctionAt;
import io.kafunc.metadata.command.ProvisionChange;
import io.kafunc.metadata.command.ProvisionCommand;
import io.kafunc.metadata.command.ProvisionCommand.PutProvisionConfig;
import io.kafunc.metadata.limit.Limits;
import io.kafunc.schemas.metadata.ProvisionConfig;
import io.kafunc.schemas.metadata.ProvisionEvent;
import io.kafunc.schemas.metadata.ProvisionEvent.ProvisionConfigPut;
import java.util.Optional;

/** The rules of configurations of provisioned instances (F-40, contract 1.9). Pure. */
public final class ProvisionDecider
    implements Decider<Account, ProvisionCommand, ProvisionEvent, FcError> {

  /** What holds where nothing was configured. */
  static final ProvisionConfig NONE =
      new ProvisionConfig(0, Optional.empty(), Optional.empty(), true);

  private final ProvisionRules rules;

  public ProvisionDecider(Limits limits) {
    this.rules = new ProvisionRules(limits);
  }

  @Override
  public Account initial() {
    return Account.EMPTY;
  }

  @Override
  public Decision<ProvisionEvent, FcError> decide(Account account, ProvisionCommand command) {
    return switch (command) {
      case PutProvisionConfig put -> put(account, put);
    };
  }

  private Decision<ProvisionEvent, FcError> put(Account account, PutProvisionConfig put) {
    var refusal = ProvisionRules.qualifierFault(put.at()).or(() -> Missing.of(account, put.at()));
    if (refusal.isPresent()) {
      return Decision.reject(refusal.get());
    }
    var before = function(account, put.at()).provisions().get(put.at().qualifier());
    if (!put.expected().matches(before.map(ProvisionState::revision).orElse(0L))) {
      return Decision.reject(PRECONDITION_FAILED.with());
    }
    var config = merge(before.map(ProvisionState::config).orElse(NONE), put.change());
    return rules
        .fault(config)
        .<Decision<ProvisionEvent, FcError>>map(Decision::reject)
        .orElseGet(
            () ->
                accept(
                    new ProvisionConfigPut(
                        account.stamp(put.author()),
                        put.at().serviceName(),
                        put.at().functionName(),
                        put.at().qualifier(),
                        config)));
  }

  private static ProvisionConfig merge(ProvisionConfig before, ProvisionChange change) {
    return new ProvisionConfig(
        change.target().orElse(before.target()),
        change.scheduledActions().or(before::scheduledActions),
        change.targetTrackingPolicies().or(before::targetTrackingPolicies),
        change.alwaysAllocateCPU().orElse(before.alwaysAllocateCPU()));
  }

  private static FunctionState function(Account account, FunctionAt at) {
    return account.known(at.serviceName()).known(at.functionName());
  }

  @Override
  public Account evolve(Account account, ProvisionEvent event) {
    return switch (event) {
      case ProvisionConfigPut put -> {
        var service = account.known(put.serviceName());
        var function = service.known(put.functionName());
        var provisions = function.provisions();
        var changed =
            put.config().isNone()
                ? provisions.without(put.qualifier())
                : provisions.with(
                    put.qualifier(), new ProvisionState(put.config(), put.stamp().revision()));
        yield account.with(
            put, service.withUnversionedOf(put.functionName(), function.withProvisions(changed)));
      }
    };
  }
}
