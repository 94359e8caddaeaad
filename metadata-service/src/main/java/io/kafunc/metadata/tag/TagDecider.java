// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.tag;

import static io.kafunc.eventlog.Decision.accept;
import static io.kafunc.eventlog.Decision.reject;
import static io.kafunc.httpapi.ErrorCode.SERVICE_NOT_FOUND;

import io.kafunc.eventlog.Decider;
import io.kafunc.eventlog.Decision;
import io.kafunc.httpapi.FcError;
import io.kafunc.metadata.account.Account;
import io.kafunc.metadata.account.ServiceState;
import io.kafunc.metadata.command.TagCommand;
import io.kafunc.metadata.command.TagCommand.TagResource;
import io.kafunc.metadata.command.TagCommand.UntagResource;
import io.kafunc.metadata.limit.Limits;
import io.kafunc.schemas.metadata.TagEvent;
import io.kafunc.schemas.metadata.TagEvent.ServiceTagged;
import io.kafunc.schemas.metadata.TagEvent.ServiceUntagged;

/** The rules of tags (contract 1.11). Pure. */
public final class TagDecider implements Decider<Account, TagCommand, TagEvent, FcError> {

  private final TagRules rules;

  public TagDecider(Limits limits) {
    this.rules = new TagRules(limits);
  }

  @Override
  public Account initial() {
    return Account.EMPTY;
  }

  @Override
  public Decision<TagEvent, FcError> decide(Account account, TagCommand command) {
    var service = account.services().get(command.serviceName());
    if (service.isEmpty()) {
      return reject(SERVICE_NOT_FOUND.with(command.serviceName()));
    }
    return switch (command) {
      case TagResource tag -> tag(account, service.get(), tag);
      case UntagResource untag -> untag(account, service.get(), untag);
    };
  }

  private Decision<TagEvent, FcError> tag(Account account, ServiceState service, TagResource tag) {
    return rules
        .fault(tag.tags(), service.attachments().tagged(tag.tags()).tags().size())
        .<Decision<TagEvent, FcError>>map(Decision::reject)
        .orElseGet(
            () ->
                accept(
                    new ServiceTagged(account.stamp(tag.author()), tag.serviceName(), tag.tags())));
  }

  private Decision<TagEvent, FcError> untag(
      Account account, ServiceState service, UntagResource untag) {
    var fault = rules.fault(untag);
    if (fault.isPresent()) {
      return reject(fault.get());
    }
    var gone =
        service.attachments().tags().keySet().stream()
            .filter(key -> untag.all() || untag.tagKeys().contains(key))
            .toList();
    return accept(new ServiceUntagged(account.stamp(untag.author()), untag.serviceName(), gone));
  }

  @Override
  public Account evolve(Account account, TagEvent event) {
    var service = account.known(event.serviceName());
    var attachments =
        switch (event) {
          case ServiceTagged tagged -> service.attachments().tagged(tagged.tags());
          case ServiceUntagged untagged -> service.attachments().untagged(untagged.tagKeys());
        };
    return account.with(event, service.tagged(attachments, event.stamp()));
  }
}
