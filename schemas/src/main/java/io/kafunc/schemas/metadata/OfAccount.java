// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.metadata;

/** A change of something that stands in an account beside its services. */
public sealed interface OfAccount extends MetadataEvent
    permits OnDemandEvent, DomainEvent, LayerEvent {}
