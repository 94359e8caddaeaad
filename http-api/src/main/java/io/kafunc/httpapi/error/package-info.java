// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
/** How every fault, ours or Micronaut's or Netty's, becomes an answer in FC's one shape. */
package io.kafunc.httpapi.error;
