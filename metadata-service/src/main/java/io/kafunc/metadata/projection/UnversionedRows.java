// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.projection;

import jakarta.inject.Singleton;

/** Rows of what is configured for a function under a qualifier: they end with either. */
@Singleton
final class UnversionedRows {

  private final ProvisionRows provisions;
  private final AsyncConfigRows asyncConfigs;

  UnversionedRows(ProvisionRows provisions, AsyncConfigRows asyncConfigs) {
    this.provisions = provisions;
    this.asyncConfigs = asyncConfigs;
  }

  void deleteOfFunction(String accountId, String serviceName, String functionName) {
    provisions.deleteOfFunction(accountId, serviceName, functionName);
    asyncConfigs.deleteOfFunction(accountId, serviceName, functionName);
  }

  /** Of a version or an alias. */
  void deleteOfQualifier(String accountId, String serviceName, String qualifier) {
    provisions.deleteOfQualifier(accountId, serviceName, qualifier);
    asyncConfigs.deleteOfQualifier(accountId, serviceName, qualifier);
  }
}
