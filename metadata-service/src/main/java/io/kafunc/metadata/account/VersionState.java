// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.account;

/**
 * A published version, as far as decisions need it.
 *
 * @param froze the {@link ServiceState#changed} it froze: equal to the service's means that nothing
 *     has changed since
 */
public record VersionState(long froze) {}
