// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.wire;

import static io.kafunc.httpapi.ErrorCode.ALIAS_NOT_FOUND;
import static io.kafunc.httpapi.ErrorCode.FUNCTION_NOT_FOUND;
import static io.kafunc.httpapi.ErrorCode.SERVICE_NOT_FOUND;
import static io.kafunc.httpapi.ErrorCode.VERSION_NOT_FOUND;

import io.kafunc.metadata.command.FunctionAt;
import io.kafunc.metadata.projection.AliasRow;
import io.kafunc.metadata.projection.AliasRows;
import io.kafunc.metadata.projection.FunctionRow;
import io.kafunc.metadata.projection.FunctionRows;
import io.kafunc.metadata.projection.ServiceRow;
import io.kafunc.metadata.projection.ServiceRows;
import io.kafunc.metadata.projection.VersionRow;
import io.kafunc.metadata.projection.VersionRows;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which version's rows a read is about: weights act on invocations only, so an alias is its main
 * version here (contract 1.4).
 */
@Singleton
public final class QualifiedVersions {

  /** The version whose rows are LATEST's. */
  public static final long LATEST = 0;

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  private final ServiceRows services;
  private final VersionRows versions;
  private final AliasRows aliases;
  private final FunctionRows functions;

  QualifiedVersions(
      ServiceRows services, VersionRows versions, AliasRows aliases, FunctionRows functions) {
    this.services = services;
    this.versions = versions;
    this.aliases = aliases;
    this.functions = functions;
  }

  /** The version's number, or 404 for the first thing that is missing. */
  public long resolve(String accountId, Qualified asked) {
    requireService(accountId, asked.serviceName());
    return asked.qualifier().map(text -> version(accountId, asked, text)).orElse(LATEST);
  }

  /** 404 for the first thing that is missing, the function under its qualifier included. */
  public void requireFunction(String accountId, FunctionAt at) {
    var asked =
        new Qualified(at.serviceName(), Optional.of(at.qualifier()).filter(_ -> !at.isLatest()));
    var id =
        FunctionRow.id(accountId, at.serviceName(), resolve(accountId, asked), at.functionName());
    if (functions.findById(id).isEmpty()) {
      throw FUNCTION_NOT_FOUND.with(at.functionName(), at.serviceName()).exception();
    }
  }

  public void requireService(String accountId, String serviceName) {
    if (services.findById(ServiceRow.id(accountId, serviceName, LATEST)).isEmpty()) {
      throw SERVICE_NOT_FOUND.with(serviceName).exception();
    }
  }

  private long version(String accountId, Qualified asked, String qualifier) {
    var service = asked.serviceName();
    long number =
        NUMBER.matcher(qualifier).matches()
            ? Long.parseLong(qualifier)
            : aliases
                .findById(AliasRow.id(accountId, service, qualifier))
                .orElseThrow(() -> ALIAS_NOT_FOUND.with(qualifier, service).exception())
                .versionId();
    if (versions.findById(VersionRow.id(accountId, service, number)).isEmpty()) {
      throw VERSION_NOT_FOUND.with(number, service).exception();
    }
    return number;
  }
}
