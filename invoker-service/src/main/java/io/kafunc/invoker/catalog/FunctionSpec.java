// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.catalog;

import io.kafunc.schemas.metadata.CodeArchive;
import io.kafunc.schemas.metadata.FunctionConfig;
import io.kafunc.schemas.metadata.ServiceConfig;
import java.util.Optional;

/**
 * Everything one call needs to know of the function it runs: one version of it, frozen.
 *
 * @param qualifier what the caller passed, {@code LATEST} when nothing
 * @param versionId the version it resolved to, empty for LATEST
 * @param darkLaunch whether an alias's weighted version was drawn
 * @param revision grows with every change of function or service, so that an old instance never
 *     serves a new configuration
 */
public record FunctionSpec(
    String accountId,
    String serviceName,
    String functionName,
    String functionId,
    String qualifier,
    String versionId,
    boolean darkLaunch,
    long revision,
    ServiceConfig service,
    FunctionConfig function,
    Optional<CodeArchive> code) {

  /** The version as answers and records name it (F-23). */
  public String externalVersion() {
    return versionId.isEmpty() ? "LATEST" : versionId;
  }
}
