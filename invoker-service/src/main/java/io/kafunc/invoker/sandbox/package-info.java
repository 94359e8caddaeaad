// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
/**
 * What an instance's process may see and when it must end, one class per rung behind {@code
 * Sandbox}. Knows nothing of functions, frames or pools.
 *
 * <p>Sockets are kept below the temporary folder and not in the data folder, because a Unix
 * socket's path is limited to 107 bytes. Root keeps its rights until bubblewrap has mounted
 * everything, so that the data folder may be closed to others; each instance then gets a user of
 * its own.
 */
package io.kafunc.invoker.sandbox;
