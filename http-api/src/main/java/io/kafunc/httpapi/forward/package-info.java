// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
/** Requests that another process of the suite has to answer. */
package io.kafunc.httpapi.forward;
