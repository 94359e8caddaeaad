// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors

'use strict';

exports.handler = (request, response) => response.send('a page');
