// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.catalog;

import io.kafunc.httpapi.FcError;

/** What the words {@code service[.qualifier]/function} stand for at this moment. */
public sealed interface Resolution {

  record Found(FunctionSpec function) implements Resolution {}

  /** Nothing of that name; the error says which part is missing. */
  record Missing(FcError error) implements Resolution {}
}
