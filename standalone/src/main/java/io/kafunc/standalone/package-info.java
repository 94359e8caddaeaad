// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
/** The whole suite in one process: command line, settings, start, banner, end. */
package io.kafunc.standalone;
