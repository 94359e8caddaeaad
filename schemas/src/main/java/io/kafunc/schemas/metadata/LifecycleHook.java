// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.metadata;

/** One instance lifecycle hook. */
public record LifecycleHook(String handler, int timeout) {}
