// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi.server;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * Limits of the HTTP server that all services share (fc-contract section 4).
 *
 * @param maxSyncPayload {@code kafunc.http.max-sync-payload}: bytes of a synchronous call's event
 *     or an HTTP trigger's body
 * @param maxAsyncPayload {@code kafunc.http.max-async-payload}: bytes of an asynchronous call's
 *     event
 * @param maxCodeBody {@code kafunc.http.max-code-body}: bytes of a request that carries an archive
 *     in base64; 50 MB of zip are 67 MB of it
 * @param maxObject {@code kafunc.http.max-object}: bytes of an object that is put into a bucket
 * @param objectHost {@code kafunc.http.object-host}: the host whose requests are for the object
 *     endpoint, and below which each bucket is a host of its own
 * @param maxBody {@code kafunc.http.max-body}: bytes of any other request
 * @param maxHeaderSize {@code kafunc.http.max-header-size}: bytes of all headers of a request
 * @param maxLineLength {@code kafunc.http.max-line-length}: bytes of path and query
 * @param firstRequestTimeout {@code kafunc.http.first-request-timeout}: from connecting to the end
 *     of the first request's headers
 * @param idleTimeout {@code kafunc.http.idle-timeout}: from an answer to the end of the next
 *     request's headers
 * @param stallTimeout {@code kafunc.http.stall-timeout}: without a byte, in the midst of a body
 *     that we read or an answer that we write
 * @param minBodyRate {@code kafunc.http.min-body-rate}: bytes per second a body must come with on
 *     average, once stall-timeout has passed
 */
@ConfigurationProperties("kafunc.http")
record ServerSettings(
    @Bindable(defaultValue = "6291456") long maxSyncPayload,
    @Bindable(defaultValue = "131072") long maxAsyncPayload,
    @Bindable(defaultValue = "73400320") long maxCodeBody,
    @Bindable(defaultValue = "5368709120") long maxObject,
    @Bindable(defaultValue = "oss.localhost") String objectHost,
    @Bindable(defaultValue = "1048576") long maxBody,
    @Bindable(defaultValue = "16384") int maxHeaderSize,
    @Bindable(defaultValue = "8192") int maxLineLength,
    @Bindable(defaultValue = "20s") Duration firstRequestTimeout,
    @Bindable(defaultValue = "75s") Duration idleTimeout,
    @Bindable(defaultValue = "30s") Duration stallTimeout,
    @Bindable(defaultValue = "1024") long minBodyRate) {

  long largest() {
    return Math.max(Math.max(maxSyncPayload, maxAsyncPayload), Math.max(maxCodeBody, maxBody));
  }
}
