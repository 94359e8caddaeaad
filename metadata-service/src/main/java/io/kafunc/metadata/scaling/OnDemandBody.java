// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.scaling;

import java.util.Optional;

/** A limit on on-demand instances as requests write it (contract 1.9). */
record OnDemandBody(Optional<Integer> maximumInstanceCount) {}
