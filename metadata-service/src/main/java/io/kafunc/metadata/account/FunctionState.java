// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.account;

import io.kafunc.schemas.metadata.AsyncInvokeConfig;
import io.kafunc.schemas.metadata.CodeArchive;
import io.kafunc.schemas.metadata.FunctionConfig;
import io.kafunc.schemas.metadata.Stamp;
import java.time.Instant;
import java.util.Optional;

/** A function under LATEST, and what belongs to no version of it. */
public record FunctionState(
    String functionId,
    FunctionConfig config,
    Optional<CodeArchive> code,
    Instant createdTime,
    Instant lastModifiedTime,
    long revision,
    Unversioned unversioned) {

  public static FunctionState created(
      String functionId, FunctionConfig config, Optional<CodeArchive> code, Stamp stamp) {
    return new FunctionState(
        functionId,
        config,
        code,
        stamp.time(),
        stamp.time(),
        stamp.revision(),
        Unversioned.NOTHING);
  }

  public FunctionState updated(FunctionConfig to, Optional<CodeArchive> code, Stamp stamp) {
    return new FunctionState(
        functionId, to, code, createdTime, stamp.time(), stamp.revision(), unversioned);
  }

  public Tree<String, TriggerState> triggers() {
    return unversioned.triggers();
  }

  public Tree<String, ProvisionState> provisions() {
    return unversioned.provisions();
  }

  public Tree<String, AsyncInvokeConfig> asyncConfigs() {
    return unversioned.asyncConfigs();
  }

  public FunctionState withTriggers(Tree<String, TriggerState> other) {
    return with(unversioned.withTriggers(other));
  }

  public FunctionState withProvisions(Tree<String, ProvisionState> other) {
    return with(unversioned.withProvisions(other));
  }

  public FunctionState withAsyncConfigs(Tree<String, AsyncInvokeConfig> other) {
    return with(unversioned.withAsyncConfigs(other));
  }

  FunctionState with(Unversioned other) {
    return new FunctionState(
        functionId, config, code, createdTime, lastModifiedTime, revision, other);
  }
}
