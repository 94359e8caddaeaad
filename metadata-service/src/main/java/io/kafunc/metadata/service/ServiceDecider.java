// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.service;

import static io.kafunc.eventlog.Decision.accept;
import static io.kafunc.eventlog.Decision.reject;
import static io.kafunc.httpapi.ErrorCode.LIMIT_EXCEEDED;
import static io.kafunc.httpapi.ErrorCode.PRECONDITION_FAILED;
import static io.kafunc.httpapi.ErrorCode.SERVICE_ALREADY_EXISTS;
import static io.kafunc.httpapi.ErrorCode.SERVICE_NOT_EMPTY;
import static io.kafunc.httpapi.ErrorCode.SERVICE_NOT_FOUND;

import io.kafunc.eventlog.Decider;
import io.kafunc.eventlog.Decision;
import io.kafunc.httpapi.FcError;
import io.kafunc.metadata.account.Account;
import io.kafunc.metadata.account.ServiceState;
import io.kafunc.metadata.command.ServiceCommand;
import io.kafunc.metadata.command.ServiceCommand.CreateService;
import io.kafunc.metadata.command.ServiceCommand.DeleteService;
import io.kafunc.metadata.command.ServiceCommand.UpdateService;
import io.kafunc.metadata.limit.Limits;
import io.kafunc.schemas.metadata.ServiceEvent;
import io.kafunc.schemas.metadata.ServiceEvent.ServiceCreated;
import io.kafunc.schemas.metadata.ServiceEvent.ServiceDeleted;
import io.kafunc.schemas.metadata.ServiceEvent.ServiceUpdated;

/** The rules of services (F-1 to F-4, contract 1.1). Pure. */
public final class ServiceDecider
    implements Decider<Account, ServiceCommand, ServiceEvent, FcError> {

  private final Limits limits;
  private final ServiceRules rules;

  public ServiceDecider(Limits limits, LogProjects projects) {
    this.limits = limits;
    this.rules = new ServiceRules(limits, projects);
  }

  @Override
  public Account initial() {
    return Account.EMPTY;
  }

  @Override
  public Decision<ServiceEvent, FcError> decide(Account account, ServiceCommand command) {
    var service = account.services().get(command.serviceName());
    return switch (command) {
      case CreateService create when service.isPresent() ->
          reject(SERVICE_ALREADY_EXISTS.with(create.serviceName()));
      case CreateService create -> create(account, create);
      case ServiceCommand other when service.isEmpty() ->
          reject(SERVICE_NOT_FOUND.with(other.serviceName()));
      case UpdateService update -> update(account, service.get(), update);
      case DeleteService delete -> delete(account, service.get(), delete);
    };
  }

  private Decision<ServiceEvent, FcError> create(Account account, CreateService create) {
    if (limits.services() > 0 && account.services().size() >= limits.services()) {
      return reject(
          LIMIT_EXCEEDED.saying("service quota exceeded (max: %d)".formatted(limits.services())));
    }
    var config = ServiceConfigs.merge(ServiceConfigs.DEFAULT, create.change());
    return rules
        .fault(ServiceConfigs.DEFAULT, config)
        .<Decision<ServiceEvent, FcError>>map(Decision::reject)
        .orElseGet(
            () ->
                accept(
                    new ServiceCreated(
                        account.stamp(create.author()),
                        create.serviceName(),
                        create.serviceId(),
                        config)));
  }

  private Decision<ServiceEvent, FcError> update(
      Account account, ServiceState service, UpdateService update) {
    if (!update.expected().matches(service.revision())) {
      return reject(PRECONDITION_FAILED.with());
    }
    var config = ServiceConfigs.merge(service.config(), update.change());
    return rules
        .fault(service.config(), config)
        .<Decision<ServiceEvent, FcError>>map(Decision::reject)
        .orElseGet(
            () ->
                accept(
                    new ServiceUpdated(
                        account.stamp(update.author()), update.serviceName(), config)));
  }

  private static Decision<ServiceEvent, FcError> delete(
      Account account, ServiceState service, DeleteService delete) {
    if (!delete.expected().matches(service.revision())) {
      return reject(PRECONDITION_FAILED.with());
    }
    if (!service.functions().isEmpty()) {
      return reject(SERVICE_NOT_EMPTY.with(delete.serviceName(), "functions"));
    }
    if (!service.versions().isEmpty()) {
      return reject(SERVICE_NOT_EMPTY.with(delete.serviceName(), "versions"));
    }
    return accept(new ServiceDeleted(account.stamp(delete.author()), delete.serviceName()));
  }

  @Override
  public Account evolve(Account account, ServiceEvent event) {
    return switch (event) {
      case ServiceCreated created ->
          account.with(
              created,
              ServiceState.created(created.serviceId(), created.config(), created.stamp()));
      case ServiceUpdated updated ->
          account.with(
              updated,
              account.known(updated.serviceName()).updated(updated.config(), updated.stamp()));
      case ServiceDeleted deleted -> account.without(deleted);
    };
  }
}
