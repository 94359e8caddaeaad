// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
'use strict';

exports.handler = (event, context, callback) => {
  console.info('hello from version', context.service.versionId || 'LATEST');
  callback(null, `hello ${event.toString() || 'world'}`);
};
