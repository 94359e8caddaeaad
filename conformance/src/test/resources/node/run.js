// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
//
// Runs one script against a suite: `node run.js <script> <suite as JSON> <input as JSON>`. The script
// exports an async function of (clients, input); what it returns is printed as JSON, the last line.

'use strict';

const OSS = require('ali-oss');
const FunctionCompute = require('@alicloud/fc2');

const [script, suiteJson, inputJson] = process.argv.slice(2);
const suite = JSON.parse(suiteJson);

const clients = {
  suite,
  OSS,

  /** The object store's client, with options of its own. */
  objects(options) {
    return new OSS({
      endpoint: suite.endpoint,
      accessKeyId: suite.accessKeyId,
      accessKeySecret: suite.accessKeySecret,
      ...options,
    });
  },

  functions() {
    return new FunctionCompute(suite.accountId, {
      endpoint: suite.endpoint,
      region: suite.region,
      accessKeyID: suite.accessKeyId,
      accessKeySecret: suite.accessKeySecret,
    });
  },

  /** What a promise that must fail fails with. */
  async refusal(promise) {
    try {
      await promise;
    } catch (error) {
      return { name: error.name, code: error.code, status: error.status, message: error.message };
    }
    return null;
  },
};

require(script)(clients, JSON.parse(inputJson)).then(
  (result) => {
    // Connections that are kept open must not keep the process.
    process.stdout.write(`\n${JSON.stringify(result)}\n`, () => process.exit(0));
  },
  (error) => {
    process.stderr.write(`${error.stack}\n`, () => process.exit(1));
  },
);
