// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi.signature;

import io.kafunc.httpapi.KafuncSettings;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The suite's one access key: from settings, else from the file that the first start made. */
@Singleton
final class OneAccessKey implements AccessKeys {

  private final Credentials only;

  OneAccessKey(KafuncSettings suite, KeySettings given) {
    this.only =
        given
            .accessKeyId()
            .map(
                id -> new Credentials(suite.accountId(), id, given.accessKeySecret().orElseThrow()))
            .orElseGet(() -> CredentialsFile.in(suite.data()).readOrMake(suite.accountId()));
  }

  @Override
  public Optional<Credentials> find(String accessKeyId) {
    return only.accessKeyId().equals(accessKeyId) ? Optional.of(only) : Optional.empty();
  }

  @Override
  public Credentials own() {
    return only;
  }
}
