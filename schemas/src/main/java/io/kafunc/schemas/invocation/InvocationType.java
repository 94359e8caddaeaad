// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.invocation;

/** How a call was asked for; a timer's is Async. */
public enum InvocationType {
  Sync,
  Async
}
