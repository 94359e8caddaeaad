// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.tag;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tags as requests write them, and keys of tags to take off (contract 1.11). */
record TagBody(
    Optional<String> resourceArn,
    Optional<Map<String, String>> tags,
    Optional<List<String>> tagKeys,
    Optional<Boolean> all) {}
