// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.catalog;

import io.kafunc.eventlog.Reader;
import io.kafunc.schemas.metadata.MetadataEvent;

/** Who else wants each event of the catalog's tail, after the catalog has had it. */
public interface CatalogReader extends Reader<MetadataEvent> {}
