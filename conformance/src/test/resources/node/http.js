// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors

'use strict';

/** Requests to a function behind an HTTP trigger that wants them signed, and what a stranger is told. */
module.exports = async ({ functions, refusal, suite }, { service, code }) => {
  const fc = functions();
  const steps = {};
  await fc.createService(service);
  await fc.createFunction(service, {
    functionName: 'web', runtime: 'nodejs12', handler: 'index.web', code: { zipFile: code },
  });
  const created = await fc.createTrigger(service, 'web', {
    triggerName: 'door', triggerType: 'http', triggerConfig: { authType: 'function', methods: ['GET', 'POST', 'PUT'] },
  });
  steps.trigger = { warning: created.headers.warning, type: created.data.triggerType };

  const path = `/proxy/${service}/web`;
  const seen = ({ headers, data }) => ({ type: headers['content-type'], own: headers['x-own'], data });
  steps.get = seen(await fc.get(`${path}/action/a`, { key1: ['xyz', 'abc'], key2: 'a b', empty: '' }));
  steps.post = seen(await fc.post(`${path}/`, 'some text', { 'content-type': 'text/plain' }));
  steps.put = seen(await fc.put(`${path}/`, { json: true }));
  steps.notAllowed = await refusal(fc.delete(`${path}/`));
  steps.missing = await refusal(fc.get(`/proxy/${service}/none/`));

  const stranger = await fetch(`${suite.endpoint}/2016-08-15${path}/`);
  steps.stranger = { status: stranger.status, body: await stranger.json() };

  await fc.deleteTrigger(service, 'web', 'door');
  await fc.deleteFunction(service, 'web');
  await fc.deleteService(service);
  return steps;
};
