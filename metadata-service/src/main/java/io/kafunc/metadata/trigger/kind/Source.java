// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.trigger.kind;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;

/** What {@code sourceArn} says for a kind (contract 1.5). */
public sealed interface Source {

  /** The kind has no source: whatever a request says, the answer is {@code null}. */
  record Nowhere() implements Source {}

  /** Required, and of this form. */
  record Arn(Pattern form, String words) implements Source {}

  /** Made by the service where the request names none. */
  record Derived(Arn arn, Derivation derivation) implements Source {}

  /** Writes the ARN of a trigger. */
  @FunctionalInterface
  interface Derivation {
    String arn(TriggerPath path, ObjectNode config);
  }

  /** Where a trigger stands. */
  record TriggerPath(
      String accountId, String serviceName, String functionName, String triggerName) {}

  /**
   * The form {@code acs:<product>:<region>:<account>:<resource>}; region and account are not
   * compared with ours, because sources live elsewhere.
   */
  static Arn arn(String product, String resource, String words) {
    return new Arn(
        Pattern.compile("acs:" + product + ":[a-z0-9*-]*:[0-9A-Za-z*]*:" + resource),
        "acs:%s:<region>:<account>:%s".formatted(product, words));
  }
}
