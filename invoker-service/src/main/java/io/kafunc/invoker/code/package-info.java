// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
/** Functions' code on this machine: found or fetched, unpacked once, addressed by its content. */
package io.kafunc.invoker.code;
