// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
/**
 * What every FC endpoint shares on the wire: errors, request ids, callers, names, pages, times and
 * revisions. Nothing here knows a service, a function or a topic.
 */
package io.kafunc.httpapi;
