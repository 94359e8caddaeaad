// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.command;

import io.kafunc.httpapi.Etag.Expected;
import io.kafunc.httpapi.Name;

/** What can be asked of a service (contract 1.1). */
public sealed interface ServiceCommand extends MetadataCommand {

  String serviceName();

  record CreateService(Author author, String serviceName, String serviceId, ServiceChange change)
      implements ServiceCommand {
    public CreateService {
      Name.check("serviceName", serviceName);
    }
  }

  record UpdateService(Author author, String serviceName, Expected expected, ServiceChange change)
      implements ServiceCommand {}

  record DeleteService(Author author, String serviceName, Expected expected)
      implements ServiceCommand {}
}
