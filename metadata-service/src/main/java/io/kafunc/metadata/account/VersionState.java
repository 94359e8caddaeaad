// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.account;

/**
 * A published version, as far as decisions need it.
 *
 * @param froze the {@link ServiceState#changed} it froze: equal to the service's means that nothing
 *     has changed since
 * @param functions as they were then; shared with the service until it changes
 */
public record VersionState(long froze, Tree<String, FunctionState> functions) {}
