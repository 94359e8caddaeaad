// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.projection;

import java.util.Optional;

/**
 * What an event did to the answer about one thing.
 *
 * @param subject its path below its service or account; empty for the service itself
 * @param follows whether the answer before is what the thing's last change left; it is not said
 *     again then
 */
record Change(String subject, boolean follows, Optional<String> before, Optional<String> after) {

  static Change born(String subject, String body) {
    return new Change(subject, false, Optional.empty(), Optional.of(body));
  }

  static Change changed(String subject, String body) {
    return new Change(subject, true, Optional.empty(), Optional.of(body));
  }

  static Change ended(String subject) {
    return new Change(subject, true, Optional.empty(), Optional.empty());
  }

  /** The same where the answer before comes from somewhere else. */
  Change from(String before) {
    return new Change(subject, false, Optional.of(before), after);
  }
}
