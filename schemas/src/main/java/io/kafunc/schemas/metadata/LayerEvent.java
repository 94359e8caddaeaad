// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.metadata;

import java.util.List;

/** What happens to a layer. Avro: layer.avsc. */
public sealed interface LayerEvent extends OfAccount {

  String layerName();

  /** A version of a layer came into being, and with the first the layer. */
  record LayerVersionPublished(
      Stamp stamp,
      String layerName,
      long version,
      String description,
      CodeArchive code,
      List<String> compatibleRuntime)
      implements LayerEvent {
    public LayerVersionPublished {
      compatibleRuntime = List.copyOf(compatibleRuntime);
    }
  }

  /** A version of a layer ended; its number is never given again. */
  record LayerVersionDeleted(Stamp stamp, String layerName, long version) implements LayerEvent {}

  /** Who may use a layer was set; also when nothing differed. */
  record LayerShared(Stamp stamp, String layerName, boolean isPublic) implements LayerEvent {}
}
