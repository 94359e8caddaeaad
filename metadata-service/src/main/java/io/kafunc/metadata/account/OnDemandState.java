// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.account;

/** A limit on on-demand instances. */
public record OnDemandState(int maximumInstanceCount, long revision) {}
