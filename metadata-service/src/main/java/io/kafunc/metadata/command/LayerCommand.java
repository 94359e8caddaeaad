// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.command;

import io.kafunc.httpapi.Name;
import io.kafunc.schemas.metadata.CodeArchive;
import java.util.List;
import java.util.Optional;

/** What can be asked of a layer (contract 1.11). */
public sealed interface LayerCommand extends MetadataCommand {

  String layerName();

  record CreateLayerVersion(
      Author author,
      String layerName,
      String description,
      Optional<CodeArchive> code,
      List<String> compatibleRuntime)
      implements LayerCommand {
    public CreateLayerVersion {
      Name.check("layerName", layerName);
    }
  }

  /**
   * @param version as the caller wrote it
   */
  record DeleteLayerVersion(Author author, String layerName, String version)
      implements LayerCommand {}

  record PutLayerAcl(Author author, String layerName, Optional<Boolean> isPublic)
      implements LayerCommand {}
}
