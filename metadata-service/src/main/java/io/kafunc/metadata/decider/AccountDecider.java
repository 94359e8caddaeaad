// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.decider;

import io.kafunc.eventlog.Decider;
import io.kafunc.eventlog.Decision;
import io.kafunc.eventlog.Decision.Accepted;
import io.kafunc.eventlog.Decision.Rejected;
import io.kafunc.httpapi.FcError;
import io.kafunc.metadata.account.Account;
import io.kafunc.metadata.alias.AliasDecider;
import io.kafunc.metadata.asyncconfig.AsyncConfigDecider;
import io.kafunc.metadata.binding.BindingDecider;
import io.kafunc.metadata.command.AliasCommand;
import io.kafunc.metadata.command.AsyncConfigCommand;
import io.kafunc.metadata.command.BindingCommand;
import io.kafunc.metadata.command.DomainCommand;
import io.kafunc.metadata.command.FunctionCommand;
import io.kafunc.metadata.command.LayerCommand;
import io.kafunc.metadata.command.MetadataCommand;
import io.kafunc.metadata.command.OnDemandCommand;
import io.kafunc.metadata.command.ProvisionCommand;
import io.kafunc.metadata.command.ServiceCommand;
import io.kafunc.metadata.command.TagCommand;
import io.kafunc.metadata.command.TriggerCommand;
import io.kafunc.metadata.command.VersionCommand;
import io.kafunc.metadata.domain.DomainDecider;
import io.kafunc.metadata.function.FunctionDecider;
import io.kafunc.metadata.layer.LayerDecider;
import io.kafunc.metadata.limit.Limits;
import io.kafunc.metadata.scaling.OnDemandDecider;
import io.kafunc.metadata.scaling.ProvisionDecider;
import io.kafunc.metadata.service.LogProjects;
import io.kafunc.metadata.service.ServiceDecider;
import io.kafunc.metadata.tag.TagDecider;
import io.kafunc.metadata.trigger.TriggerDecider;
import io.kafunc.metadata.trigger.kind.TriggerKinds;
import io.kafunc.metadata.version.VersionDecider;
import io.kafunc.schemas.metadata.AliasEvent;
import io.kafunc.schemas.metadata.AsyncConfigEvent;
import io.kafunc.schemas.metadata.BindingEvent;
import io.kafunc.schemas.metadata.DomainEvent;
import io.kafunc.schemas.metadata.FunctionEvent;
import io.kafunc.schemas.metadata.LayerEvent;
import io.kafunc.schemas.metadata.MetadataEvent;
import io.kafunc.schemas.metadata.OnDemandEvent;
import io.kafunc.schemas.metadata.ProvisionEvent;
import io.kafunc.schemas.metadata.ServiceEvent;
import io.kafunc.schemas.metadata.TagEvent;
import io.kafunc.schemas.metadata.TriggerEvent;
import io.kafunc.schemas.metadata.VersionEvent;

/** The rules of one account: each noun's decider judges its own commands. Pure. */
public final class AccountDecider
    implements Decider<Account, MetadataCommand, MetadataEvent, FcError> {

  private final ServiceDecider services;
  private final FunctionDecider functions;
  private final VersionDecider versions = new VersionDecider();
  private final AliasDecider aliases;
  private final TriggerDecider triggers;
  private final OnDemandDecider onDemand;
  private final ProvisionDecider provisions;
  private final AsyncConfigDecider asyncConfigs = new AsyncConfigDecider();
  private final TagDecider tags;
  private final BindingDecider bindings;
  private final DomainDecider domains;
  private final LayerDecider layers = new LayerDecider();

  public AccountDecider(Limits limits, TriggerKinds kinds, LogProjects projects) {
    this.services = new ServiceDecider(limits, projects);
    this.functions = new FunctionDecider(limits);
    this.aliases = new AliasDecider(limits);
    this.triggers = new TriggerDecider(limits, kinds);
    this.onDemand = new OnDemandDecider(limits);
    this.provisions = new ProvisionDecider(limits);
    this.tags = new TagDecider(limits);
    this.bindings = new BindingDecider(limits);
    this.domains = new DomainDecider(limits);
  }

  @Override
  public Account initial() {
    return Account.EMPTY;
  }

  @Override
  public Decision<MetadataEvent, FcError> decide(Account account, MetadataCommand command) {
    return switch (command) {
      case ServiceCommand service -> widen(services.decide(account, service));
      case FunctionCommand function -> widen(functions.decide(account, function));
      case VersionCommand version -> widen(versions.decide(account, version));
      case AliasCommand alias -> widen(aliases.decide(account, alias));
      case TriggerCommand trigger -> widen(triggers.decide(account, trigger));
      case OnDemandCommand limit -> widen(onDemand.decide(account, limit));
      case ProvisionCommand provision -> widen(provisions.decide(account, provision));
      case AsyncConfigCommand config -> widen(asyncConfigs.decide(account, config));
      case TagCommand tag -> widen(tags.decide(account, tag));
      case BindingCommand binding -> widen(bindings.decide(account, binding));
      case DomainCommand domain -> widen(domains.decide(account, domain));
      case LayerCommand layer -> widen(layers.decide(account, layer));
    };
  }

  @Override
  public Account evolve(Account account, MetadataEvent event) {
    return switch (event) {
      case ServiceEvent service -> services.evolve(account, service);
      case FunctionEvent function -> functions.evolve(account, function);
      case VersionEvent version -> versions.evolve(account, version);
      case AliasEvent alias -> aliases.evolve(account, alias);
      case TriggerEvent trigger -> triggers.evolve(account, trigger);
      case OnDemandEvent limit -> onDemand.evolve(account, limit);
      case ProvisionEvent provision -> provisions.evolve(account, provision);
      case AsyncConfigEvent config -> asyncConfigs.evolve(account, config);
      case TagEvent tag -> tags.evolve(account, tag);
      case BindingEvent binding -> bindings.evolve(account, binding);
      case DomainEvent domain -> domains.evolve(account, domain);
      case LayerEvent layer -> layers.evolve(account, layer);
    };
  }

  private static <E extends MetadataEvent> Decision<MetadataEvent, FcError> widen(
      Decision<E, FcError> decision) {
    return switch (decision) {
      case Accepted<E, FcError>(E event) -> Decision.accept(event);
      case Rejected<E, FcError>(FcError refusal) -> Decision.reject(refusal);
    };
  }
}
