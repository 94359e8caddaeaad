// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi.signature;

import java.util.Optional;

/** The access keys that may call. Asked on event loops: answers from memory, at once. */
public interface AccessKeys {

  /** The key with this id, or none. */
  Optional<Credentials> find(String accessKeyId);

  /** The key with which this process signs its own calls. */
  Credentials own();
}
