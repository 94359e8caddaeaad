// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
/** When something is due: intervals and cron. Pure. */
package io.kafunc.schedules;
