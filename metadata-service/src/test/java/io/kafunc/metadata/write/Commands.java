// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.write;

import io.kafunc.httpapi.Etag;
import io.kafunc.httpapi.Etag.Expected;
import io.kafunc.metadata.command.AliasChange;
import io.kafunc.metadata.command.AliasCommand.CreateAlias;
import io.kafunc.metadata.command.AliasCommand.DeleteAlias;
import io.kafunc.metadata.command.AliasCommand.UpdateAlias;
import io.kafunc.metadata.command.AsyncConfigCommand.DeleteAsyncInvokeConfig;
import io.kafunc.metadata.command.AsyncConfigCommand.PutAsyncInvokeConfig;
import io.kafunc.metadata.command.Author;
import io.kafunc.metadata.command.BindingCommand.CreateVpcBinding;
import io.kafunc.metadata.command.BindingCommand.DeleteVpcBinding;
import io.kafunc.metadata.command.DomainChange;
import io.kafunc.metadata.command.DomainCommand.CreateCustomDomain;
import io.kafunc.metadata.command.DomainCommand.DeleteCustomDomain;
import io.kafunc.metadata.command.DomainCommand.UpdateCustomDomain;
import io.kafunc.metadata.command.FunctionAt;
import io.kafunc.metadata.command.FunctionCommand.CreateFunction;
import io.kafunc.metadata.command.FunctionCommand.DeleteFunction;
import io.kafunc.metadata.command.FunctionCommand.UpdateFunction;
import io.kafunc.metadata.command.LayerCommand.CreateLayerVersion;
import io.kafunc.metadata.command.LayerCommand.DeleteLayerVersion;
import io.kafunc.metadata.command.LayerCommand.PutLayerAcl;
import io.kafunc.metadata.command.OnDemandCommand.DeleteOnDemandConfig;
import io.kafunc.metadata.command.OnDemandCommand.PutOnDemandConfig;
import io.kafunc.metadata.command.ProvisionChange;
import io.kafunc.metadata.command.ProvisionCommand.PutProvisionConfig;
import io.kafunc.metadata.command.ServiceChange;
import io.kafunc.metadata.command.ServiceCommand.CreateService;
import io.kafunc.metadata.command.ServiceCommand.DeleteService;
import io.kafunc.metadata.command.ServiceCommand.UpdateService;
import io.kafunc.metadata.command.TagCommand.TagResource;
import io.kafunc.metadata.command.TagCommand.UntagResource;
import io.kafunc.metadata.command.TriggerChange;
import io.kafunc.metadata.command.TriggerCommand.CreateTrigger;
import io.kafunc.metadata.command.TriggerCommand.DeleteTrigger;
import io.kafunc.metadata.command.TriggerCommand.UpdateTrigger;
import io.kafunc.metadata.command.VersionCommand.DeleteVersion;
import io.kafunc.metadata.command.VersionCommand.PublishVersion;
import io.kafunc.schemas.metadata.AsyncInvokeConfig;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Commands with good defaults: service {@code s}, function {@code f}, alias {@code a}, trigger
 * {@code t}.
 */
public final class Commands {

  public static final Author AUTHOR =
      new Author("1000000000000000", "key", "request", Instant.parse("2020-04-23T06:32:43.5Z"));
  private static final Expected ANY = new Expected.Any();

  public static CreateService createService() {
    return createService("s");
  }

  public static CreateService createService(String name) {
    return new CreateService(AUTHOR, name, "id-" + name, ServiceChange.NONE);
  }

  public static CreateService createService(ServiceChange change) {
    return new CreateService(AUTHOR, "s", "id-s", change);
  }

  public static UpdateService updateService(ServiceChange change) {
    return new UpdateService(AUTHOR, "s", ANY, change);
  }

  public static UpdateService updateService(long ifMatch) {
    return new UpdateService(AUTHOR, "s", exactly(ifMatch), ServiceChange.NONE);
  }

  public static DeleteService deleteService() {
    return deleteService("s");
  }

  public static DeleteService deleteService(String name) {
    return new DeleteService(AUTHOR, name, ANY);
  }

  public static CreateFunction createFunction() {
    return createFunction("f");
  }

  public static CreateFunction createFunction(String name) {
    return new CreateFunction(AUTHOR, "s", name, "id-" + name, AFunction.whole().change());
  }

  public static CreateFunction createFunction(AFunction function) {
    return new CreateFunction(AUTHOR, "s", "f", "id-f", function.change());
  }

  public static UpdateFunction updateFunction(AFunction function) {
    return new UpdateFunction(AUTHOR, "s", "f", ANY, function.change());
  }

  public static UpdateFunction updateFunction(long ifMatch) {
    return new UpdateFunction(AUTHOR, "s", "f", exactly(ifMatch), AFunction.nothing().change());
  }

  public static DeleteFunction deleteFunction() {
    return deleteFunction("f");
  }

  public static DeleteFunction deleteFunction(String name) {
    return new DeleteFunction(AUTHOR, "s", name, ANY);
  }

  public static PublishVersion publish() {
    return new PublishVersion(AUTHOR, "s", ANY, "a version");
  }

  public static PublishVersion publish(long ifMatch) {
    return new PublishVersion(AUTHOR, "s", exactly(ifMatch), "");
  }

  public static DeleteVersion deleteVersion(String version) {
    return new DeleteVersion(AUTHOR, "s", version);
  }

  public static CreateAlias createAlias(String version) {
    return new CreateAlias(AUTHOR, "s", "a", new AliasChange(Optional.of(version), none(), none()));
  }

  public static CreateAlias createAlias(String version, Map<String, Double> weights) {
    return new CreateAlias(
        AUTHOR, "s", "a", new AliasChange(Optional.of(version), none(), Optional.of(weights)));
  }

  public static UpdateAlias updateAlias(AliasChange change) {
    return new UpdateAlias(AUTHOR, "s", "a", ANY, change);
  }

  public static UpdateAlias updateAlias(long ifMatch) {
    return new UpdateAlias(
        AUTHOR, "s", "a", exactly(ifMatch), new AliasChange(none(), none(), none()));
  }

  public static DeleteAlias deleteAlias() {
    return new DeleteAlias(AUTHOR, "s", "a", ANY);
  }

  public static CreateTrigger createTimer(String json) {
    return createTrigger("timer", json);
  }

  public static CreateTrigger createTrigger(String type, String json) {
    return new CreateTrigger(AUTHOR, "s", "f", "t", "id-t", type, config(json));
  }

  public static UpdateTrigger updateTrigger(String json) {
    return new UpdateTrigger(AUTHOR, "s", "f", "t", ANY, config(json));
  }

  public static UpdateTrigger updateTrigger(TriggerChange change) {
    return new UpdateTrigger(AUTHOR, "s", "f", "t", ANY, change);
  }

  public static DeleteTrigger deleteTrigger() {
    return new DeleteTrigger(AUTHOR, "s", "f", "t", ANY);
  }

  public static PutOnDemandConfig putOnDemand(String qualifier, int maximum) {
    return new PutOnDemandConfig(AUTHOR, at(qualifier), Optional.of(maximum));
  }

  public static DeleteOnDemandConfig deleteOnDemand(String qualifier) {
    return new DeleteOnDemandConfig(AUTHOR, at(qualifier));
  }

  public static PutProvisionConfig provision(String qualifier, int target) {
    return provision(qualifier, new ProvisionChange(Optional.of(target), none(), none(), none()));
  }

  public static PutProvisionConfig provision(String qualifier, ProvisionChange change) {
    return new PutProvisionConfig(AUTHOR, at(qualifier), ANY, change);
  }

  public static PutProvisionConfig provision(String qualifier, long ifMatch) {
    return new PutProvisionConfig(
        AUTHOR,
        at(qualifier),
        exactly(ifMatch),
        new ProvisionChange(Optional.of(1), none(), none(), none()));
  }

  public static PutAsyncInvokeConfig putAsync(String qualifier, int attempts) {
    return putAsync(
        qualifier, new AsyncInvokeConfig(none(), none(), none(), Optional.of(attempts), none()));
  }

  public static PutAsyncInvokeConfig putAsync(String qualifier, AsyncInvokeConfig config) {
    return new PutAsyncInvokeConfig(AUTHOR, at(qualifier), config);
  }

  public static DeleteAsyncInvokeConfig deleteAsync(String qualifier) {
    return new DeleteAsyncInvokeConfig(AUTHOR, at(qualifier));
  }

  private static FunctionAt at(String qualifier) {
    return new FunctionAt("s", qualifier, "f");
  }

  public static TagResource tag(Map<String, String> tags) {
    return new TagResource(AUTHOR, "s", tags);
  }

  public static UntagResource untag(String... keys) {
    return new UntagResource(AUTHOR, "s", List.of(keys), false);
  }

  public static UntagResource untagAll() {
    return new UntagResource(AUTHOR, "s", List.of(), true);
  }

  public static CreateCustomDomain createDomain(DomainChange change) {
    return new CreateCustomDomain(AUTHOR, "a.example.com", change);
  }

  public static UpdateCustomDomain updateDomain(DomainChange change) {
    return new UpdateCustomDomain(AUTHOR, "a.example.com", ANY, change);
  }

  public static UpdateCustomDomain updateDomain(long ifMatch) {
    return new UpdateCustomDomain(AUTHOR, "a.example.com", exactly(ifMatch), DomainChange.NONE);
  }

  public static DeleteCustomDomain deleteDomain() {
    return new DeleteCustomDomain(AUTHOR, "a.example.com", ANY);
  }

  public static DeleteCustomDomain deleteDomain(long ifMatch) {
    return new DeleteCustomDomain(AUTHOR, "a.example.com", exactly(ifMatch));
  }

  public static CreateLayerVersion createLayer() {
    return new CreateLayerVersion(
        AUTHOR, "l", "a layer", Optional.of(AFunction.CODE), List.of("nodejs12"));
  }

  public static DeleteLayerVersion deleteLayer(String version) {
    return new DeleteLayerVersion(AUTHOR, "l", version);
  }

  public static PutLayerAcl shareLayer(boolean isPublic) {
    return new PutLayerAcl(AUTHOR, "l", Optional.of(isPublic));
  }

  public static CreateVpcBinding bind(String vpcId) {
    return new CreateVpcBinding(AUTHOR, "s", vpcId);
  }

  public static DeleteVpcBinding unbind(String vpcId) {
    return new DeleteVpcBinding(AUTHOR, "s", vpcId);
  }

  private static TriggerChange config(String json) {
    return new TriggerChange(none(), none(), none(), none(), Optional.of(json));
  }

  private static Expected exactly(long revision) {
    return new Expected.Exactly(new Etag(revision));
  }

  private static <T> Optional<T> none() {
    return Optional.empty();
  }

  private Commands() {}
}
