// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.account;

import io.kafunc.schemas.metadata.CodeArchive;
import io.kafunc.schemas.metadata.FunctionConfig;
import io.kafunc.schemas.metadata.Stamp;
import java.time.Instant;
import java.util.Optional;

/** A function under LATEST and its triggers, which belong to no version (F-25). */
public record FunctionState(
    String functionId,
    FunctionConfig config,
    Optional<CodeArchive> code,
    Instant createdTime,
    Instant lastModifiedTime,
    long revision,
    Tree<String, TriggerState> triggers) {

  public static FunctionState created(
      String functionId, FunctionConfig config, Optional<CodeArchive> code, Stamp stamp) {
    return new FunctionState(
        functionId, config, code, stamp.time(), stamp.time(), stamp.revision(), Tree.empty());
  }

  public FunctionState updated(FunctionConfig to, Optional<CodeArchive> code, Stamp stamp) {
    return new FunctionState(
        functionId, to, code, createdTime, stamp.time(), stamp.revision(), triggers);
  }

  public FunctionState withTriggers(Tree<String, TriggerState> other) {
    return new FunctionState(
        functionId, config, code, createdTime, lastModifiedTime, revision, other);
  }
}
