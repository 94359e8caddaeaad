// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.command;

import io.kafunc.httpapi.Etag.Expected;

/** What can be asked of a service's versions (contract 1.3). */
public sealed interface VersionCommand extends MetadataCommand {

  String serviceName();

  record PublishVersion(Author author, String serviceName, Expected expected, String description)
      implements VersionCommand {}

  /**
   * @param versionId as the caller wrote it
   */
  record DeleteVersion(Author author, String serviceName, String versionId)
      implements VersionCommand {}
}
