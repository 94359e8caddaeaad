// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.catalog;

import io.kafunc.schemas.metadata.CodeArchive;
import io.kafunc.schemas.metadata.FunctionConfig;
import io.kafunc.schemas.metadata.FunctionEvent.FunctionCreated;
import io.kafunc.schemas.metadata.FunctionEvent.FunctionUpdated;
import io.kafunc.schemas.metadata.FunctionSnapshot;
import io.kafunc.schemas.metadata.ServiceConfig;
import io.kafunc.schemas.metadata.ServiceEvent.ServiceCreated;
import io.kafunc.schemas.metadata.ServiceEvent.ServiceUpdated;
import io.kafunc.schemas.metadata.VersionEvent.VersionPublished;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A service's settings and functions as of one revision: a published version, or LATEST between two
 * events. Immutable.
 *
 * @param versionId empty for LATEST
 */
record FrozenService(
    String versionId, ServiceConfig config, long revision, Map<String, FrozenFunction> functions) {

  FrozenService {
    functions = Map.copyOf(functions);
  }

  /**
   * A function as of one revision.
   *
   * @param revision of its last change
   */
  record FrozenFunction(
      String functionId, FunctionConfig config, Optional<CodeArchive> code, long revision) {

    private static FrozenFunction of(FunctionSnapshot snapshot, long revision) {
      return new FrozenFunction(
          snapshot.functionId(), snapshot.config(), snapshot.code(), revision);
    }
  }

  static FrozenService of(ServiceCreated created) {
    return new FrozenService("", created.config(), created.stamp().revision(), Map.of());
  }

  static FrozenService of(VersionPublished published) {
    long revision = published.stamp().revision();
    return new FrozenService(
        Long.toString(published.versionId()),
        published.snapshot().config(),
        revision,
        published.snapshot().functions().stream()
            .collect(
                Collectors.toMap(
                    FunctionSnapshot::functionName, f -> FrozenFunction.of(f, revision))));
  }

  FrozenService with(ServiceUpdated updated) {
    return new FrozenService(versionId, updated.config(), updated.stamp().revision(), functions);
  }

  FrozenService with(FunctionCreated created) {
    return with(
        created.functionName(),
        new FrozenFunction(
            created.functionId(), created.config(), created.code(), created.stamp().revision()));
  }

  FrozenService with(FunctionUpdated updated) {
    var before = functions.get(updated.functionName());
    return with(
        updated.functionName(),
        new FrozenFunction(
            before.functionId(), updated.config(), updated.code(), updated.stamp().revision()));
  }

  FrozenService without(String functionName) {
    var next = new HashMap<>(functions);
    next.remove(functionName);
    return new FrozenService(versionId, config, revision, next);
  }

  private FrozenService with(String functionName, FrozenFunction function) {
    var next = new HashMap<>(functions);
    next.put(functionName, function);
    return new FrozenService(versionId, config, revision, next);
  }
}
