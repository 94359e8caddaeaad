// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
/** x. */
package io.kafunc;
