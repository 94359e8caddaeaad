// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
/** One call from the caller's words to its outcome and back. */
package io.kafunc.invoker.invocation;
