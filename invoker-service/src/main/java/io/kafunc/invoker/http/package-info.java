// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
/**
 * HTTP triggers: requests to functions and the functions' own answers (contract 1.7, 1.8). A
 * request that is somebody's is answered here before the router's choice; all others pass.
 */
package io.kafunc.invoker.http;
