// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.invocation;

/**
 * Where a result lies in kafunc.results.
 *
 * @param offset of its first chunk; the others follow, those of other results among them
 */
public record ResultPlace(int partition, long offset, int chunks) {}
