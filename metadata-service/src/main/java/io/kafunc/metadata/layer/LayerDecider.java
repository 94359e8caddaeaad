// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.layer;

import static io.kafunc.eventlog.Decision.accept;
import static io.kafunc.eventlog.Decision.reject;
import static io.kafunc.httpapi.ErrorCode.INVALID_ARGUMENT;
import static io.kafunc.httpapi.ErrorCode.LAYER_NOT_FOUND;
import static io.kafunc.httpapi.ErrorCode.LAYER_VERSION_NOT_FOUND;

import io.kafunc.eventlog.Decider;
import io.kafunc.eventlog.Decision;
import io.kafunc.httpapi.FcError;
import io.kafunc.metadata.account.Account;
import io.kafunc.metadata.account.Check;
import io.kafunc.metadata.account.LayerState;
import io.kafunc.metadata.account.VersionNumber;
import io.kafunc.metadata.command.LayerCommand;
import io.kafunc.metadata.command.LayerCommand.CreateLayerVersion;
import io.kafunc.metadata.command.LayerCommand.DeleteLayerVersion;
import io.kafunc.metadata.command.LayerCommand.PutLayerAcl;
import io.kafunc.schemas.metadata.LayerEvent;
import io.kafunc.schemas.metadata.LayerEvent.LayerShared;
import io.kafunc.schemas.metadata.LayerEvent.LayerVersionDeleted;
import io.kafunc.schemas.metadata.LayerEvent.LayerVersionPublished;

/** The rules of layers (contract 1.11): numbers grow and are never given again. Pure. */
public final class LayerDecider implements Decider<Account, LayerCommand, LayerEvent, FcError> {

  @Override
  public Account initial() {
    return Account.EMPTY;
  }

  @Override
  public Decision<LayerEvent, FcError> decide(Account account, LayerCommand command) {
    var layer = account.beside().layers().get(command.layerName()).orElse(LayerState.NEW);
    return switch (command) {
      case CreateLayerVersion create -> create(account, layer, create);
      case DeleteLayerVersion delete -> delete(account, layer, delete);
      case PutLayerAcl put -> share(account, layer, put);
    };
  }

  private static Decision<LayerEvent, FcError> create(
      Account account, LayerState layer, CreateLayerVersion create) {
    return new Check()
        .that(() -> create.code().isPresent(), () -> "code is required but not set")
        .that(
            () -> create.compatibleRuntime().stream().noneMatch(String::isBlank),
            () -> "compatibleRuntime holds an empty text")
        .fault()
        .<Decision<LayerEvent, FcError>>map(Decision::reject)
        .orElseGet(
            () ->
                accept(
                    new LayerVersionPublished(
                        account.stamp(create.author()),
                        create.layerName(),
                        layer.lastVersion() + 1,
                        create.description(),
                        create.code().orElseThrow(),
                        create.compatibleRuntime())));
  }

  private static Decision<LayerEvent, FcError> delete(
      Account account, LayerState layer, DeleteLayerVersion delete) {
    if (layer.versions().isEmpty()) {
      return reject(LAYER_NOT_FOUND.with(delete.layerName()));
    }
    var number = VersionNumber.parse(delete.version());
    if (number.isEmpty()) {
      return reject(VersionNumber.refusal("version", delete.version()));
    }
    return layer.versions().has(number.get())
        ? accept(
            new LayerVersionDeleted(
                account.stamp(delete.author()), delete.layerName(), number.get()))
        : reject(LAYER_VERSION_NOT_FOUND.with(delete.version(), delete.layerName()));
  }

  private static Decision<LayerEvent, FcError> share(
      Account account, LayerState layer, PutLayerAcl put) {
    if (layer.versions().isEmpty()) {
      return reject(LAYER_NOT_FOUND.with(put.layerName()));
    }
    return put.isPublic()
        .<Decision<LayerEvent, FcError>>map(
            isPublic ->
                accept(new LayerShared(account.stamp(put.author()), put.layerName(), isPublic)))
        .orElseGet(() -> reject(INVALID_ARGUMENT.saying("public is required but not set")));
  }

  @Override
  public Account evolve(Account account, LayerEvent event) {
    var layers = account.beside().layers();
    var layer = layers.get(event.layerName()).orElse(LayerState.NEW);
    var versions = layer.versions();
    var after =
        switch (event) {
          case LayerVersionPublished published ->
              new LayerState(
                  published.version(),
                  versions.with(published.version(), published.stamp().revision()),
                  layer.isPublic());
          case LayerVersionDeleted deleted -> {
            var rest = versions.without(deleted.version());
            yield new LayerState(layer.lastVersion(), rest, layer.isPublic() && !rest.isEmpty());
          }
          case LayerShared shared ->
              new LayerState(layer.lastVersion(), versions, shared.isPublic());
        };
    return account.with(event, account.beside().withLayers(layers.with(event.layerName(), after)));
  }
}
