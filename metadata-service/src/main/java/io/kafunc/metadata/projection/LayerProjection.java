// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.projection;

import io.kafunc.metadata.answer.AnswerJson;
import io.kafunc.metadata.answer.LayerAnswer;
import io.kafunc.schemas.metadata.LayerEvent;
import io.kafunc.schemas.metadata.LayerEvent.LayerShared;
import io.kafunc.schemas.metadata.LayerEvent.LayerVersionDeleted;
import io.kafunc.schemas.metadata.LayerEvent.LayerVersionPublished;
import jakarta.inject.Singleton;
import java.util.Map;

/** Makes rows of versions of layers. */
@Singleton
final class LayerProjection implements NounProjection<LayerEvent> {

  private final LayerRows layers;

  LayerProjection(LayerRows layers) {
    this.layers = layers;
  }

  @Override
  public Class<LayerEvent> events() {
    return LayerEvent.class;
  }

  @Override
  public Change apply(LayerEvent event) {
    return switch (event) {
      case LayerVersionPublished published -> published(published);
      case LayerVersionDeleted deleted -> deleted(deleted);
      case LayerShared shared -> shared(shared);
    };
  }

  @Override
  public void forgetAll() {
    layers.deleteAll();
  }

  private Change published(LayerVersionPublished event) {
    var account = event.stamp().accountId();
    var before = layers.last(account, event.layerName());
    boolean isPublic = before.map(LayerRow::shared).orElse(false);
    before.ifPresent(row -> layers.update(row.latest(false)));
    var body = AnswerJson.write(LayerAnswer.of(event, isPublic));
    layers.save(
        new LayerRow(
            LayerRow.id(account, event.layerName(), event.version()),
            account,
            event.layerName(),
            event.version(),
            true,
            isPublic,
            event.code().sha256(),
            event.stamp().revision(),
            body));
    return Change.born(subject(event) + "/versions/" + event.version(), body);
  }

  private Change deleted(LayerVersionDeleted event) {
    var account = event.stamp().accountId();
    var before =
        layers.findById(LayerRow.id(account, event.layerName(), event.version())).orElseThrow();
    layers.deleteById(before.id());
    layers.last(account, event.layerName()).ifPresent(row -> layers.update(row.latest(true)));
    return Change.ended(subject(event) + "/versions/" + event.version()).from(before.body());
  }

  /** Every version shows it; the story is the layer's. */
  private Change shared(LayerShared event) {
    var account = event.stamp().accountId();
    var before = layers.last(account, event.layerName()).orElseThrow();
    for (var row : layers.versions(account, event.layerName(), 0, Integer.MAX_VALUE)) {
      layers.update(
          row.shared(event.isPublic(), event.stamp().revision(), shared(row, event.isPublic())));
    }
    return Change.changed(subject(event), acl(event.isPublic())).from(acl(before.shared()));
  }

  private static String shared(LayerRow row, boolean isPublic) {
    return AnswerJson.write(AnswerJson.read(row.body(), LayerAnswer.class).shared(isPublic));
  }

  private static String acl(boolean isPublic) {
    return AnswerJson.write(Map.of("acl", isPublic ? 1 : 0));
  }

  private static String subject(LayerEvent event) {
    return "layers/" + event.layerName();
  }
}
