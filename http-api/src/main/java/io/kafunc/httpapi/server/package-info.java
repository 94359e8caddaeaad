// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
/**
 * The Netty server all services share: filters every request passes, limits, deadlines, headers.
 */
package io.kafunc.httpapi.server;
