// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.metadata;

/** What happens to a service. Avro: service.avsc. */
public sealed interface ServiceEvent extends OfService {

  /** A service came into being, and with it the log project and logstore it names. */
  record ServiceCreated(Stamp stamp, String serviceName, String serviceId, ServiceConfig config)
      implements ServiceEvent {}

  /** A service's configuration was set; also when nothing differed. */
  record ServiceUpdated(Stamp stamp, String serviceName, ServiceConfig config)
      implements ServiceEvent {}

  /** A service ended. */
  record ServiceDeleted(Stamp stamp, String serviceName) implements ServiceEvent {}
}
