// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.trigger;

import io.kafunc.httpapi.Etag.Expected;
import io.kafunc.metadata.command.Author;
import io.kafunc.metadata.command.TriggerChange;
import io.kafunc.metadata.command.TriggerCommand.CreateTrigger;
import io.kafunc.metadata.command.TriggerCommand.UpdateTrigger;
import java.time.Instant;
import java.util.Optional;

/** A trigger {@code t} of function {@code f} in service {@code s}, as a test wants it. */
record ATrigger(
    String functionName,
    String triggerName,
    String type,
    Optional<String> sourceArn,
    Optional<String> qualifier,
    String json) {

  private static final Author AUTHOR = new Author("1", "ak", "r", Instant.EPOCH);

  static ATrigger of(String type, String sourceArn, String json) {
    return new ATrigger(
        "f", "t", type, Optional.of(sourceArn).filter(t -> !t.isEmpty()), Optional.empty(), json);
  }

  ATrigger named(String name) {
    return new ATrigger(functionName, name, type, sourceArn, qualifier, json);
  }

  ATrigger in(String function) {
    return new ATrigger(function, triggerName, type, sourceArn, qualifier, json);
  }

  ATrigger at(String alias) {
    return new ATrigger(functionName, triggerName, type, sourceArn, Optional.of(alias), json);
  }

  ATrigger with(String other) {
    return new ATrigger(functionName, triggerName, type, sourceArn, qualifier, other);
  }

  CreateTrigger create() {
    return new CreateTrigger(
        AUTHOR,
        "s",
        functionName,
        triggerName,
        "id-" + triggerName,
        type,
        new TriggerChange(
            Optional.empty(), sourceArn, Optional.of("role"), qualifier, Optional.of(json)));
  }

  UpdateTrigger update() {
    return new UpdateTrigger(
        AUTHOR,
        "s",
        functionName,
        triggerName,
        new Expected.Any(),
        new TriggerChange(
            Optional.empty(), Optional.empty(), Optional.empty(), qualifier, Optional.of(json)));
  }
}
