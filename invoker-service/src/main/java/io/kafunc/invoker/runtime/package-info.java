// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
/**
 * Starting instances and speaking to them; the conversation is specified in runtimes/README.md.
 * {@code InstanceStarter} leads an {@code InstanceBoot} through socket, process and first frames to
 * a {@code ProcessInstance}, whose {@code InstanceChannel} matches frames to calls on one event
 * loop.
 *
 * <p>Lines are numbered here and not by the instance: frames come in one ordered stream, and our
 * own lines (Start and End of a call) stand between the function's.
 */
package io.kafunc.invoker.runtime;
