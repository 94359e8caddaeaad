// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.trigger.kind;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * One kind of trigger, as far as creating and changing it goes: a folder with an implementation of
 * this, and nothing else, is a kind (design section 4). Implementations are stateless.
 */
public interface TriggerKind {

  /** As {@code triggerType} says it, such as {@code timer}. */
  String type();

  /** Why a configuration is refused, in the words of FC; its field names are those of the kind. */
  Optional<String> fault(ObjectNode config);

  /** What an update makes of the configuration; by default a field that is not given stays. */
  default ObjectNode merge(ObjectNode before, ObjectNode change) {
    ObjectNode merged = before.deepCopy();
    merged.setAll(change);
    return merged;
  }

  /** The field names of the configuration, in FC's spelling: requests may spell them otherwise. */
  List<String> fields();
}
