// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
/**
 * Who may call: FC's request signature, HTTP Basic with the same keys, and signing our own calls.
 */
package io.kafunc.httpapi.signature;
