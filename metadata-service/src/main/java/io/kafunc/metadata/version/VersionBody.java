// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.version;

import java.util.Optional;

/** A publish as requests write it (contract 1.3). */
record VersionBody(Optional<String> description) {}
