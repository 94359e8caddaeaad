// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
'use strict';
// The function that a process runs before it has one.

exports.handler = (event, context, callback) => callback(null, event);
