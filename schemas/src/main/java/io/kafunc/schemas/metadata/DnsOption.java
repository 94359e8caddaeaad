// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.metadata;

import java.util.Optional;

/** One resolver option. */
public record DnsOption(String name, Optional<String> value) {}
