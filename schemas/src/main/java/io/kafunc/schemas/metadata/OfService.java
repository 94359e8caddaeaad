// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.metadata;

/** A change of a service, or of something that cannot be without one. */
public sealed interface OfService extends MetadataEvent
    permits ServiceEvent,
        FunctionEvent,
        VersionEvent,
        AliasEvent,
        TriggerEvent,
        ProvisionEvent,
        AsyncConfigEvent,
        TagEvent,
        BindingEvent {

  /** The service the change belongs to. */
  String serviceName();
}
