// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
/** Rows made from events: what reads are answered from. */
package io.kafunc.metadata.projection;
