// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
/**
 * Linux system calls that Java has no words for, each behind a method that says what it does. Knows
 * nothing of instances. Numbers and flags stand in {@link SystemCall} and {@link Flags} and nowhere
 * else; {@code KernelIT} tries each feature on the machine it runs on.
 */
package io.kafunc.invoker.sandbox.kernel;
