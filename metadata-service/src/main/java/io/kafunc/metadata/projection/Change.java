// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.projection;

import java.util.Optional;

/**
 * What an event did to the answer about one thing.
 *
 * @param subject its path below its service or account; empty for the service itself
 */
record Change(String subject, Optional<String> before, Optional<String> after) {

  static Change born(String subject, String body) {
    return new Change(subject, Optional.empty(), Optional.of(body));
  }

  static Change changed(String subject, String before, String after) {
    return new Change(subject, Optional.of(before), Optional.of(after));
  }

  static Change ended(String subject, String body) {
    return new Change(subject, Optional.of(body), Optional.empty());
  }
}
