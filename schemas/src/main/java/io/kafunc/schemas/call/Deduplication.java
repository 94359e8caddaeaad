// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.call;

/**
 * Who sent a call and its number there: a call not above the highest seen of its source is dropped.
 */
public record Deduplication(String source, long number) {}
