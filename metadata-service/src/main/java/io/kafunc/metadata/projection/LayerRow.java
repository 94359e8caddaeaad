// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.projection;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/**
 * A version of a layer.
 *
 * @param latest whether no other version of the layer has a higher number
 * @param codeSha256 names its archive in the code store
 * @param body the answer, but for what depends on who asks
 */
@MappedEntity("layer_row")
public record LayerRow(
    @Id String id,
    String accountId,
    String layerName,
    long version,
    boolean latest,
    boolean shared,
    String codeSha256,
    long revision,
    String body) {

  public static String id(String accountId, String layerName, long version) {
    return accountId + "/" + layerName + "/" + version;
  }

  LayerRow latest(boolean isLatest) {
    return new LayerRow(
        id, accountId, layerName, version, isLatest, shared, codeSha256, revision, body);
  }

  LayerRow shared(boolean isPublic, long changed, String now) {
    return new LayerRow(
        id, accountId, layerName, version, latest, isPublic, codeSha256, changed, now);
  }
}
