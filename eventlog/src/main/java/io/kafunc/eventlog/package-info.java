// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
/** How events are decided, appended, tailed and projected. */
package io.kafunc.eventlog;
