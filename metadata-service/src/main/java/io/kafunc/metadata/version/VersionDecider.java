// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.version;

import static io.kafunc.eventlog.Decision.accept;
import static io.kafunc.eventlog.Decision.reject;
import static io.kafunc.httpapi.ErrorCode.INVALID_ARGUMENT;
import static io.kafunc.httpapi.ErrorCode.PRECONDITION_FAILED;
import static io.kafunc.httpapi.ErrorCode.SERVICE_NOT_FOUND;
import static io.kafunc.httpapi.ErrorCode.VERSION_NOT_FOUND;

import io.kafunc.eventlog.Decider;
import io.kafunc.eventlog.Decision;
import io.kafunc.httpapi.FcError;
import io.kafunc.metadata.account.Account;
import io.kafunc.metadata.account.FunctionState;
import io.kafunc.metadata.account.ServiceState;
import io.kafunc.metadata.account.VersionNumber;
import io.kafunc.metadata.account.VersionState;
import io.kafunc.metadata.command.VersionCommand;
import io.kafunc.metadata.command.VersionCommand.DeleteVersion;
import io.kafunc.metadata.command.VersionCommand.PublishVersion;
import io.kafunc.schemas.metadata.FunctionSnapshot;
import io.kafunc.schemas.metadata.ServiceSnapshot;
import io.kafunc.schemas.metadata.VersionEvent;
import io.kafunc.schemas.metadata.VersionEvent.VersionDeleted;
import io.kafunc.schemas.metadata.VersionEvent.VersionPublished;

/** The rules of versions (F-11 to F-14, contract 1.3). Pure. */
public final class VersionDecider
    implements Decider<Account, VersionCommand, VersionEvent, FcError> {

  @Override
  public Account initial() {
    return Account.EMPTY;
  }

  @Override
  public Decision<VersionEvent, FcError> decide(Account account, VersionCommand command) {
    var service = account.services().get(command.serviceName());
    if (service.isEmpty()) {
      return reject(SERVICE_NOT_FOUND.with(command.serviceName()));
    }
    return switch (command) {
      case PublishVersion publish -> publish(account, service.get(), publish);
      case DeleteVersion delete -> delete(account, service.get(), delete);
    };
  }

  private static Decision<VersionEvent, FcError> publish(
      Account account, ServiceState service, PublishVersion publish) {
    if (!publish.expected().matches(service.revision())) {
      return reject(PRECONDITION_FAILED.with());
    }
    var latest = service.versions().last();
    if (latest.isPresent() && latest.get().getValue().froze() == service.changed()) {
      return reject(
          INVALID_ARGUMENT.saying(
              "no changes were made to service '%s' since version '%d' was published"
                  .formatted(publish.serviceName(), latest.get().getKey())));
    }
    return accept(
        new VersionPublished(
            account.stamp(publish.author()),
            publish.serviceName(),
            service.lastVersion() + 1,
            publish.description(),
            snapshot(service)));
  }

  private static ServiceSnapshot snapshot(ServiceState service) {
    return new ServiceSnapshot(
        service.serviceId(),
        service.config(),
        service.createdTime(),
        service.lastModifiedTime(),
        service.revision(),
        service.functions().entries().stream()
            .map(function -> snapshot(function.getKey(), function.getValue()))
            .toList());
  }

  private static FunctionSnapshot snapshot(String functionName, FunctionState function) {
    return new FunctionSnapshot(
        functionName,
        function.functionId(),
        function.config(),
        function.code(),
        function.createdTime(),
        function.lastModifiedTime(),
        function.revision());
  }

  private static Decision<VersionEvent, FcError> delete(
      Account account, ServiceState service, DeleteVersion delete) {
    if (delete.versionId().equals("LATEST")) {
      return reject(INVALID_ARGUMENT.saying("version 'LATEST' cannot be deleted"));
    }
    var number = VersionNumber.parse(delete.versionId());
    if (number.isEmpty()) {
      return reject(VersionNumber.refusal("versionId", delete.versionId()));
    }
    if (!service.versions().has(number.get())) {
      return reject(VERSION_NOT_FOUND.with(delete.versionId(), delete.serviceName()));
    }
    return accept(
        new VersionDeleted(account.stamp(delete.author()), delete.serviceName(), number.get()));
  }

  @Override
  public Account evolve(Account account, VersionEvent event) {
    var service = account.known(event.serviceName());
    return account.with(
        event,
        switch (event) {
          case VersionPublished published ->
              service.withVersions(
                  service
                      .versions()
                      .with(
                          published.versionId(),
                          new VersionState(service.changed(), service.functions())),
                  published.versionId());
          case VersionDeleted deleted ->
              service
                  .withVersions(
                      service.versions().without(deleted.versionId()), service.lastVersion())
                  .forgetting(Long.toString(deleted.versionId()));
        });
  }
}
