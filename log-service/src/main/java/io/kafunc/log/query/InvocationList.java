// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.query;

import java.util.List;
import java.util.Optional;

/**
 * A page of calls: {@link InvocationBody} for ended ones, the invoker's own rows for open ones.
 *
 * @param progress {@code Complete}, or {@code Incomplete} while the ingest catches up
 */
record InvocationList(List<?> invocations, Optional<String> nextToken, String progress) {}
