// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.write;

import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a write has become, seen in our own rows.
 *
 * @param position where its event stands in the log
 * @param body the answer about the thing after it; absent when it is gone
 */
public record Written(long position, long revision, Optional<String> body) {

  /** The same with another answer about the thing. */
  public Written saying(UnaryOperator<String> change) {
    return new Written(position, revision, body.map(change));
  }
}
