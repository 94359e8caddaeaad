// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
/** JSON as FC's Go backend reads it, and refusals that name the field. */
package io.kafunc.httpapi.json;
