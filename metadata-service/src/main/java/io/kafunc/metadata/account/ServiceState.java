// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.account;

import io.kafunc.schemas.metadata.ServiceConfig;
import io.kafunc.schemas.metadata.Stamp;
import java.time.Instant;

/**
 * A service under LATEST and what belongs to it.
 *
 * @param revision of the service's own last change, its ETag
 * @param changed revision of the last change that a new version would freeze
 * @param lastVersion the highest version number ever given; it outlives its version (F-12)
 */
public record ServiceState(
    String serviceId,
    ServiceConfig config,
    Instant createdTime,
    Instant lastModifiedTime,
    long revision,
    long changed,
    long lastVersion,
    Tree<String, FunctionState> functions,
    Tree<Long, VersionState> versions,
    Tree<String, AliasState> aliases,
    Attachments attachments) {

  public static ServiceState created(String serviceId, ServiceConfig config, Stamp stamp) {
    return new ServiceState(
        serviceId,
        config,
        stamp.time(),
        stamp.time(),
        stamp.revision(),
        stamp.revision(),
        0,
        Tree.empty(),
        Tree.empty(),
        Tree.empty(),
        Attachments.NONE);
  }

  /** A function that an event names and that must therefore be there. */
  public FunctionState known(String functionName) {
    return functions
        .get(functionName)
        .orElseThrow(() -> new IllegalStateException("no function " + functionName));
  }

  public ServiceState updated(ServiceConfig to, Stamp stamp) {
    return new ServiceState(
        serviceId,
        to,
        createdTime,
        stamp.time(),
        stamp.revision(),
        stamp.revision(),
        lastVersion,
        functions,
        versions,
        aliases,
        attachments);
  }

  /** With other functions: something that the next version freezes has changed. */
  public ServiceState withFunctions(Tree<String, FunctionState> other, Stamp stamp) {
    return new ServiceState(
        serviceId,
        config,
        createdTime,
        lastModifiedTime,
        revision,
        stamp.revision(),
        lastVersion,
        other,
        versions,
        aliases,
        attachments);
  }

  /** With other things of a function that belong to no version: a version would freeze the same. */
  public ServiceState withUnversionedOf(String functionName, FunctionState function) {
    return new ServiceState(
        serviceId,
        config,
        createdTime,
        lastModifiedTime,
        revision,
        changed,
        lastVersion,
        functions.with(functionName, function),
        versions,
        aliases,
        attachments);
  }

  /** Without what was configured for an alias or a version that has ended. */
  public ServiceState forgetting(String qualifier) {
    var service = this;
    for (var function : functions.entries()) {
      var state = function.getValue();
      if (state.unversioned().names(qualifier)) {
        service =
            service.withUnversionedOf(
                function.getKey(), state.with(state.unversioned().without(qualifier)));
      }
    }
    return service;
  }

  public ServiceState withVersions(Tree<Long, VersionState> other, long last) {
    return new ServiceState(
        serviceId,
        config,
        createdTime,
        lastModifiedTime,
        revision,
        changed,
        last,
        functions,
        other,
        aliases,
        attachments);
  }

  public ServiceState withAliases(Tree<String, AliasState> other) {
    return new ServiceState(
        serviceId,
        config,
        createdTime,
        lastModifiedTime,
        revision,
        changed,
        lastVersion,
        functions,
        versions,
        other,
        attachments);
  }

  /** With other tags: its answer differs, its configuration does not. */
  public ServiceState tagged(Attachments other, Stamp stamp) {
    return attached(other, stamp.revision());
  }

  /** With other bindings, which its answer does not show. */
  public ServiceState bound(Attachments other) {
    return attached(other, revision);
  }

  private ServiceState attached(Attachments other, long seen) {
    return new ServiceState(
        serviceId,
        config,
        createdTime,
        lastModifiedTime,
        seen,
        changed,
        lastVersion,
        functions,
        versions,
        aliases,
        other);
  }
}
