// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.trigger.kind;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * One kind of trigger, as far as creating and changing it goes: a folder with an implementation of
 * this, and nothing else, is a kind (design section 4). Implementations are stateless.
 */
public interface TriggerKind {

  /** As {@code triggerType} says it, such as {@code timer}. */
  String type();

  /** The fields of the configuration. */
  Shape.Fields shape();

  /** Why a configuration of the right shape is refused all the same, in the words of FC. */
  default Optional<String> fault(ObjectNode config) {
    return Optional.empty();
  }

  /** Where its events come from. */
  default Source source() {
    return new Source.Nowhere();
  }

  /** Whether an update may change the configuration. */
  default boolean isConfigUpdatable() {
    return true;
  }

  /**
   * Whether two triggers of this kind on one source, in whatever function, would fire for the same
   * event, which is refused.
   */
  default boolean overlap(ObjectNode one, ObjectNode other) {
    return false;
  }

  /**
   * Whether it makes the function one that answers requests: then no other kind may stand beside
   * it, each version or alias has one at most, and its answers name the function's address.
   */
  default boolean answersRequests() {
    return false;
  }

  /** A request header without which none is created, and the value it must have. */
  default Optional<RequiredHeader> requiredHeader() {
    return Optional.empty();
  }

  /** Whether anything fires it so far; else callers are told that it is only stored. */
  default boolean fires() {
    return false;
  }

  record RequiredHeader(String name, String value) {}
}
