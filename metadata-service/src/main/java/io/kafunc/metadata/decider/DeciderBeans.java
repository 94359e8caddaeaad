// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.decider;

import io.kafunc.eventlog.Decider;
import io.kafunc.httpapi.FcError;
import io.kafunc.metadata.account.Account;
import io.kafunc.metadata.account.Tree;
import io.kafunc.metadata.command.MetadataCommand;
import io.kafunc.metadata.limit.Limits;
import io.kafunc.metadata.service.LogProjects;
import io.kafunc.metadata.trigger.kind.TriggerKinds;
import io.kafunc.schemas.metadata.MetadataEvent;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/** Puts all rules together. */
@Factory
final class DeciderBeans {

  @Singleton
  Decider<Tree<String, Account>, MetadataCommand, MetadataEvent, FcError> decider(
      Limits limits, TriggerKinds kinds, LogProjects projects) {
    return new AllAccountsDecider(new AccountDecider(limits, kinds, projects));
  }
}
