// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafunc.eventlog.Decision.Accepted;
import io.kafunc.eventlog.Decision.Rejected;
import io.kafunc.httpapi.FcError;
import io.kafunc.metadata.account.Account;
import io.kafunc.metadata.command.MetadataCommand;
import io.kafunc.metadata.decider.AccountDecider;
import io.kafunc.metadata.limit.Limits;
import io.kafunc.metadata.service.LogProjects;
import io.kafunc.metadata.trigger.kind.Kinds;
import io.kafunc.schemas.metadata.MetadataEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * Given what has happened, when a command comes, then an event or a refusal. Every acceptance also
 * checks that replaying all events from nothing gives the state that decisions were taken on.
 */
public final class AccountSpec {

  public static final AccountDecider DECIDER = decider(Limits.STANDARD);

  private final AccountDecider decider;
  private final List<MetadataEvent> events = new ArrayList<>();
  private Account account = Account.EMPTY;
  private MetadataCommand command;

  private AccountSpec(AccountDecider decider) {
    this.decider = decider;
  }

  public static AccountDecider decider(Limits limits) {
    return decider(limits, LogProjects.ANY);
  }

  public static AccountDecider decider(Limits limits, LogProjects projects) {
    return new AccountDecider(limits, Kinds.ALL, projects);
  }

  public static AccountSpec given(MetadataCommand... before) {
    return given(DECIDER, before);
  }

  public static AccountSpec given(AccountDecider decider, MetadataCommand... before) {
    var spec = new AccountSpec(decider);
    for (var command : before) {
      spec.when(command).thenAccepted();
    }
    return spec;
  }

  public AccountSpec when(MetadataCommand command) {
    this.command = command;
    return this;
  }

  public AccountSpec and(MetadataCommand command) {
    return when(command);
  }

  public <E extends MetadataEvent> E then(Class<E> event) {
    var accepted = decider.decide(account, command);
    assertThat(accepted).as(command::toString).isInstanceOf(Accepted.class);
    var happened = ((Accepted<MetadataEvent, FcError>) accepted).event();
    events.add(happened);
    account = decider.evolve(account, happened);
    assertThat(replayed()).isEqualTo(account);
    return event.cast(happened);
  }

  public AccountSpec thenAccepted() {
    then(MetadataEvent.class);
    return this;
  }

  public AccountSpec thenRejected(FcError refusal) {
    assertThat(decider.decide(account, command)).isEqualTo(new Rejected<>(refusal));
    return this;
  }

  public AccountSpec thenRejected(io.kafunc.httpapi.ErrorCode code, String text) {
    assertThat(decider.decide(account, command))
        .isInstanceOfSatisfying(
            Rejected.class,
            rejected -> {
              var refusal = (FcError) rejected.refusal();
              assertThat(refusal.code()).isEqualTo(code);
              assertThat(refusal.message()).contains(text);
            });
    return this;
  }

  private Account replayed() {
    var state = decider.initial();
    for (var event : events) {
      state = decider.evolve(state, event);
    }
    return state;
  }
}
