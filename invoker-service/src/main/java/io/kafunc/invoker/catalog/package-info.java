// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
/** Which functions there are, in which versions, behind which aliases; in memory, from the log. */
package io.kafunc.invoker.catalog;
