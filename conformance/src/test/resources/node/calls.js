// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors

'use strict';

/** Calls: synchronous, asynchronous, failing, and with the end of their log. */
module.exports = async ({ functions, refusal }, { service, code }) => {
  const fc = functions();
  const steps = {};
  await fc.createService(service);
  const define = (functionName, handler) =>
    fc.createFunction(service, { functionName, runtime: 'nodejs12', handler, code: { zipFile: code } });
  await define('echo', 'index.handler');
  await define('handled', 'index.handled');
  await define('thrown', 'index.thrown');

  const names = (headers) =>
    Object.keys(headers).filter((name) => name.startsWith('x-fc-')).sort();
  const sync = await fc.invokeFunction(service, 'echo', 'an event');
  steps.sync = { body: String(sync.data), headers: names(sync.headers), type: sync.headers['content-type'] };
  const tail = await fc.invokeFunction(service, 'echo', 'x', { 'x-fc-log-type': 'Tail' });
  const log = Buffer.from(tail.headers['x-fc-log-result'], 'base64').toString();
  steps.tail = ['FC Invoke Start', 'FC Invoke End', 'Duration: ', 'Billed Duration: ', 'Memory Size: 128 MB'].map((text) =>
    log.includes(text),
  );
  const failed = async (name) => {
    const { data, headers } = await fc.invokeFunction(service, name, 'x');
    return { type: headers['x-fc-error-type'], ...JSON.parse(String(data)), stackTrace: undefined };
  };
  steps.handled = await failed('handled');
  steps.thrown = await failed('thrown');
  const accepted = await fc.invokeFunction(service, 'echo', 'x', { 'x-fc-invocation-type': 'Async' });
  steps.async = { body: accepted.data, headers: names(accepted.headers) };
  steps.badTail = await refusal(fc.invokeFunction(service, 'echo', 'x', { 'x-fc-log-type': 'Invalid' }));
  steps.asyncTail = await refusal(
    fc.invokeFunction(service, 'echo', 'x', { 'x-fc-log-type': 'Tail', 'x-fc-invocation-type': 'Async' }),
  );
  steps.missing = await refusal(fc.invokeFunction(service, 'none', 'x'));
  steps.noVersion = await refusal(fc.invokeFunction(service, 'echo', 'x', {}, '7'));

  for (const name of ['echo', 'handled', 'thrown']) {
    await fc.deleteFunction(service, name);
  }
  await fc.deleteService(service);
  return steps;
};
