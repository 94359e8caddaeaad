// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.write;

import io.kafunc.eventlog.Reader;
import io.kafunc.schemas.metadata.MetadataEvent;

/**
 * What of this service reads events besides the rows. A name of its own, because in one process
 * with other services theirs must not be fed twice.
 */
public interface EventReader extends Reader<MetadataEvent> {}
