// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog;

/** An event and where in its partition it stands. Positions grow, with gaps. */
public record Recorded<E>(long position, E event) {}
