// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.drain;

import io.kafunc.schemas.call.CallEvent;

/**
 * An event on its way to the log, and what follows it.
 *
 * @param applied changes the partition's state, under its lock, when the event is on disk
 * @param then comes after that, without the lock
 */
record Letter(CallEvent event, Runnable applied, Runnable then) {}
