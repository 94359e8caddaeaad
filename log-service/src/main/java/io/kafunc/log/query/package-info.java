// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
/** The endpoints: what is asked over HTTP, and how it is answered. */
package io.kafunc.log.query;
