// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi;

/** FC's header names in the one spelling that all its SDKs find (fc-contract section 0, rule 5). */
public final class FcHeaders {

  public static final String REQUEST_ID = "X-Fc-Request-Id";
  public static final String ACCOUNT_ID = "X-Fc-Account-Id";
  public static final String DATE = "X-Fc-Date";
  public static final String SECURITY_TOKEN = "X-Fc-Security-Token";
  public static final String TRACE_ID = "X-Fc-Trace-Id";
  public static final String INVOCATION_TYPE = "X-Fc-Invocation-Type";
  public static final String LOG_TYPE = "X-Fc-Log-Type";
  public static final String LOG_RESULT = "X-Fc-Log-Result";
  public static final String ERROR_TYPE = "X-Fc-Error-Type";
  public static final String CODE_CHECKSUM = "X-Fc-Code-Checksum";
  public static final String INVOCATION_DURATION = "X-Fc-Invocation-Duration";
  public static final String MAX_MEMORY_USAGE = "X-Fc-Max-Memory-Usage";
  public static final String INVOCATION_SERVICE_VERSION = "X-Fc-Invocation-Service-Version";
  public static final String INSTANCE_ID = "X-Fc-Instance-Id";
  public static final String STATEFUL_ASYNC_INVOCATION_ID = "X-Fc-Stateful-Async-Invocation-Id";
  public static final String ETAG = "Etag";
  public static final String IF_MATCH = "If-Match";

  private FcHeaders() {}
}
