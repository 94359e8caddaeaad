// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.queue;

import io.kafunc.schemas.call.CallSnapshot.KeptCall;
import io.kafunc.schemas.call.CallSnapshot.OpenStateful;
import java.util.Optional;

/**
 * A stateful call as it stands.
 *
 * @param end how it ended, when it has
 */
public record StatefulCall(OpenStateful call, Standing standing, Optional<KeptCall> end) {}
