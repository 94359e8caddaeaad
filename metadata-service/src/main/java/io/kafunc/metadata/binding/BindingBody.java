// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.binding;

import java.util.Optional;

/** A VPC binding as requests write it (contract 1.1). */
record BindingBody(Optional<String> vpcId) {}
