// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.write;

import io.kafunc.eventlog.EventLog;
import io.kafunc.eventlog.Ownership;
import io.kafunc.schemas.metadata.MetadataEvent;

/**
 * The log this service writes, and the election of its writer.
 *
 * @param identity tells it from another log of the same name
 */
public record MetadataLog(String identity, EventLog<MetadataEvent> events, Ownership ownership) {}
