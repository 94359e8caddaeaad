// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.code;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * How long unpacked code is kept that nobody needs.
 *
 * @param grace {@code kafunc.code.grace}: how long archives, and folders they were unpacked into,
 *     are kept after nothing names them any more, and uploads with a lent key; longer than a
 *     request
 */
@ConfigurationProperties("kafunc.code")
record CodeRetention(@Bindable(defaultValue = "24h") Duration grace) {}
