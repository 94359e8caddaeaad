// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.decider;

import io.kafunc.eventlog.Decider;
import io.kafunc.eventlog.Decision;
import io.kafunc.httpapi.FcError;
import io.kafunc.metadata.account.Account;
import io.kafunc.metadata.account.Tree;
import io.kafunc.metadata.command.MetadataCommand;
import io.kafunc.schemas.metadata.MetadataEvent;

/** Lends a command the account it is about: one partition holds many, none sees another. Pure. */
public final class AllAccountsDecider
    implements Decider<Tree<String, Account>, MetadataCommand, MetadataEvent, FcError> {

  private final AccountDecider decider;

  public AllAccountsDecider(AccountDecider decider) {
    this.decider = decider;
  }

  @Override
  public Tree<String, Account> initial() {
    return Tree.empty();
  }

  @Override
  public Decision<MetadataEvent, FcError> decide(
      Tree<String, Account> accounts, MetadataCommand command) {
    return decider.decide(account(accounts, command.author().accountId()), command);
  }

  @Override
  public Tree<String, Account> evolve(Tree<String, Account> accounts, MetadataEvent event) {
    var id = event.stamp().accountId();
    return accounts.with(id, decider.evolve(account(accounts, id), event));
  }

  private Account account(Tree<String, Account> accounts, String id) {
    return accounts.get(id).orElseGet(decider::initial);
  }
}
