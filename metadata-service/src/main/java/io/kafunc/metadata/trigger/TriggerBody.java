// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.trigger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafunc.metadata.command.TriggerChange;
import java.util.Optional;

/** A trigger as requests write it (contract 1.5). */
record TriggerBody(
    Optional<String> triggerName,
    Optional<String> triggerType,
    Optional<String> description,
    Optional<String> sourceArn,
    Optional<String> invocationRole,
    Optional<String> qualifier,
    Optional<ObjectNode> triggerConfig) {

  TriggerChange toChange() {
    return new TriggerChange(
        description, sourceArn, invocationRole, qualifier, triggerConfig.map(ObjectNode::toString));
  }
}
