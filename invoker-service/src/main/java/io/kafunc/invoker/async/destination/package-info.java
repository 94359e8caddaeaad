// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
/** Where the ends of asynchronous calls are told. */
package io.kafunc.invoker.async.destination;
