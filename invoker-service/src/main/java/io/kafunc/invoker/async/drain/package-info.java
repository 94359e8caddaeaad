// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
/** The owner of partitions: learns what is open, hands it out, settles it. */
package io.kafunc.invoker.async.drain;
