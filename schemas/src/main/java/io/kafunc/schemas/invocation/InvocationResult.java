// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.invocation;

import io.kafunc.schemas.Payload;
import java.util.Optional;

/**
 * What a function answered, or the error it ended with.
 *
 * @param size in bytes
 * @param content all of it, when it is small
 * @param place where it lies in kafunc.results, when it is not
 */
public record InvocationResult(long size, Optional<Payload> content, Optional<ResultPlace> place) {}
