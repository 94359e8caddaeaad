// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
/** From a caller's request to a call on disk. */
package io.kafunc.invoker.async.accept;
