// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
/**
 * Reads events straight out of their bytes into the rows of the store: no object is made for an
 * event, a field or a text. Follows the schema each event was written with.
 */
package io.kafunc.log.decode;
