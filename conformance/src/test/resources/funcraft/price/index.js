// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors

'use strict';

exports.handler = (event, context, callback) => callback(null, `priced ${event} in ${process.env.CURRENCY}`);
