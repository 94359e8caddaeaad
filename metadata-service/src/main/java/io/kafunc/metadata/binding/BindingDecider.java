// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.binding;

import static io.kafunc.eventlog.Decision.accept;
import static io.kafunc.eventlog.Decision.reject;
import static io.kafunc.httpapi.ErrorCode.SERVICE_NOT_FOUND;
import static io.kafunc.httpapi.ErrorCode.VPC_BINDING_NOT_FOUND;

import io.kafunc.eventlog.Decider;
import io.kafunc.eventlog.Decision;
import io.kafunc.httpapi.FcError;
import io.kafunc.metadata.account.Account;
import io.kafunc.metadata.account.Check;
import io.kafunc.metadata.account.ServiceState;
import io.kafunc.metadata.command.BindingCommand;
import io.kafunc.metadata.command.BindingCommand.CreateVpcBinding;
import io.kafunc.metadata.command.BindingCommand.DeleteVpcBinding;
import io.kafunc.metadata.limit.Limits;
import io.kafunc.schemas.metadata.BindingEvent;
import io.kafunc.schemas.metadata.BindingEvent.VpcBound;
import io.kafunc.schemas.metadata.BindingEvent.VpcUnbound;
import java.util.regex.Pattern;

/** The rules of VPC bindings (contract 1.1); binding twice is binding once. Pure. */
public final class BindingDecider
    implements Decider<Account, BindingCommand, BindingEvent, FcError> {

  private static final Pattern VPC_ID = Pattern.compile("[A-Za-z0-9_-]{1,128}");

  private final Limits limits;

  public BindingDecider(Limits limits) {
    this.limits = limits;
  }

  @Override
  public Account initial() {
    return Account.EMPTY;
  }

  @Override
  public Decision<BindingEvent, FcError> decide(Account account, BindingCommand command) {
    var service = account.services().get(command.serviceName());
    if (service.isEmpty()) {
      return reject(SERVICE_NOT_FOUND.with(command.serviceName()));
    }
    return switch (command) {
      case CreateVpcBinding create -> create(account, service.get(), create);
      case DeleteVpcBinding delete -> delete(account, service.get(), delete);
    };
  }

  private Decision<BindingEvent, FcError> create(
      Account account, ServiceState service, CreateVpcBinding create) {
    int after = service.attachments().bound(create.vpcId()).vpcIds().size();
    return new Check()
        .present("vpcId", create.vpcId())
        .that(
            () -> VPC_ID.matcher(create.vpcId()).matches(),
            () ->
                "vpcId is set to an invalid value (allowed: 1 to 128 letters, digits, '_' and '-')")
        .that(
            () -> after <= limits.vpcBindings(),
            () ->
                "VPC bindings of service '%s' contains too many values (max: %d, actual: %d)"
                    .formatted(create.serviceName(), limits.vpcBindings(), after))
        .fault()
        .<Decision<BindingEvent, FcError>>map(Decision::reject)
        .orElseGet(
            () ->
                accept(
                    new VpcBound(
                        account.stamp(create.author()), create.serviceName(), create.vpcId())));
  }

  private static Decision<BindingEvent, FcError> delete(
      Account account, ServiceState service, DeleteVpcBinding delete) {
    var fault = new Check().present("vpcId", delete.vpcId()).fault();
    if (fault.isPresent()) {
      return reject(fault.get());
    }
    return service.attachments().vpcIds().contains(delete.vpcId())
        ? accept(
            new VpcUnbound(account.stamp(delete.author()), delete.serviceName(), delete.vpcId()))
        : reject(VPC_BINDING_NOT_FOUND.with(delete.vpcId(), delete.serviceName()));
  }

  @Override
  public Account evolve(Account account, BindingEvent event) {
    var service = account.known(event.serviceName());
    var attachments =
        switch (event) {
          case VpcBound bound -> service.attachments().bound(bound.vpcId());
          case VpcUnbound unbound -> service.attachments().unbound(unbound.vpcId());
        };
    return account.with(event, service.bound(attachments));
  }
}
