// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.account;

import static io.kafunc.httpapi.ErrorCode.ALIAS_NOT_FOUND;
import static io.kafunc.httpapi.ErrorCode.FUNCTION_NOT_FOUND;
import static io.kafunc.httpapi.ErrorCode.SERVICE_NOT_FOUND;
import static io.kafunc.httpapi.ErrorCode.VERSION_NOT_FOUND;

import io.kafunc.httpapi.FcError;
import io.kafunc.metadata.command.FunctionAt;
import java.util.Optional;

/** The first thing that is missing where a function under a qualifier must be there. Pure. */
public final class Missing {

  /** An alias counts by its own version; weights act on invocations only (contract 1.4). */
  public static Optional<FcError> of(Account account, FunctionAt at) {
    var service = account.services().get(at.serviceName());
    if (service.isEmpty()) {
      return Optional.of(SERVICE_NOT_FOUND.with(at.serviceName()));
    }
    if (at.isLatest()) {
      return function(service.get().functions(), at);
    }
    var number = VersionNumber.parse(at.qualifier());
    var alias = service.get().aliases().get(at.qualifier());
    if (number.isEmpty() && alias.isEmpty()) {
      return Optional.of(ALIAS_NOT_FOUND.with(at.qualifier(), at.serviceName()));
    }
    long versionId = number.orElseGet(() -> alias.get().config().versionId());
    var version = service.get().versions().get(versionId);
    return version.isEmpty()
        ? Optional.of(VERSION_NOT_FOUND.with(versionId, at.serviceName()))
        : function(version.get().functions(), at).or(() -> function(service.get().functions(), at));
  }

  private static Optional<FcError> function(Tree<String, FunctionState> functions, FunctionAt at) {
    return functions.has(at.functionName())
        ? Optional.empty()
        : Optional.of(FUNCTION_NOT_FOUND.with(at.functionName(), at.serviceName()));
  }

  private Missing() {}
}
