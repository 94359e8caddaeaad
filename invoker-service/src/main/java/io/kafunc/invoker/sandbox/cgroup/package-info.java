// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
/**
 * Control groups, version 1 or 2 or both side by side: one group per instance below a folder that
 * only this suite uses. The same code for both; {@link GroupFile} says what each version calls its
 * files. Works on any folder, so that tests need no kernel.
 */
package io.kafunc.invoker.sandbox.cgroup;
