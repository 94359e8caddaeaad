// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.domain;

import com.fasterxml.jackson.annotation.JsonCreator;

/** A private key as a request brings it. It tells nobody what it is but the file that keeps it. */
record PrivateKeyText(String pem) {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  PrivateKeyText {}

  @Override
  public String toString() {
    return "PrivateKeyText[not shown]";
  }
}
