// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.layer;

import java.util.List;
import java.util.Optional;

/** A version of a layer as requests write it, but for its code (contract 1.11). */
record LayerBody(Optional<String> description, Optional<List<String>> compatibleRuntime) {}
