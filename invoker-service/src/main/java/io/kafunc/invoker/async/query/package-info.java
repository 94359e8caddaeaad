// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
/** What can be asked about calls that have not ended. */
package io.kafunc.invoker.async.query;
