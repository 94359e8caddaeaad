// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog;

/**
 * A process of the suite.
 *
 * @param id the same after a restart, different from all others
 * @param url where others forward writes to
 */
public record Node(String id, String url) {}
