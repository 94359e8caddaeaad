// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.projection;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/**
 * How far the rows are.
 *
 * @param log which log they were made from, behind the make of the rows: others mean nothing
 * @param nextPosition where the first event stands that is not in them
 */
@MappedEntity("position_row")
public record PositionRow(@Id String id, String log, long nextPosition) {}
