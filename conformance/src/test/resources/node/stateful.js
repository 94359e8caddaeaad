// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors

'use strict';

/** Calls with states: one of an id, asked for, listed, and not to be stopped any more. */
module.exports = async ({ functions, refusal }, { service, code }) => {
  const fc = functions();
  const steps = {};
  await fc.createService(service);
  const define = (functionName, handler) =>
    fc.createFunction(service, { functionName, runtime: 'nodejs12', handler, code: { zipFile: code } });
  await define('echo', 'index.handler');
  await define('handled', 'index.handled');
  const path = (name, rest) => `/services/${service}/functions/${name}/${rest}`;
  await fc.put(path('handled', 'async-invoke-config'), { statefulInvocation: true, maxAsyncRetryAttempts: 0 });

  const call = async (name, id) => {
    const headers = { 'x-fc-invocation-type': 'Async', 'x-fc-stateful-async-invocation-id': id };
    return (await fc.invokeFunction(service, name, 'an event', headers)).headers;
  };
  const get = async (name, id) => (await fc.get(path(name, `stateful-async-invocations/${id}`))).data;
  const ended = async (name, id) => {
    for (;;) {
      const seen = await get(name, id);
      if (seen.endTime) {
        return {
          ...seen,
          startedTime: typeof seen.startedTime,
          endTime: typeof seen.endTime,
          events: seen.events.map((event) => event.status),
        };
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  const first = await call('echo', 'once');
  const second = await call('echo', 'once');
  steps.repeated = {
    id: second['x-fc-stateful-async-invocation-id'],
    same: first['x-fc-request-id'] === second['x-fc-request-id'],
  };
  steps.succeeded = await ended('echo', 'once');
  await call('handled', 'twice');
  const failed = await ended('handled', 'twice');
  const said = JSON.parse(failed.invocationErrorMessage);
  steps.failed = { ...failed, invocationErrorMessage: { ...said, stackTrace: undefined } };
  const listed = await fc.get(path('handled', 'stateful-async-invocations'), { status: 'Failed' });
  steps.listed = listed.data.invocations.map((each) => each.invocationId);
  steps.none = (await fc.get(path('handled', 'stateful-async-invocations'), { status: 'Expired' })).data;
  steps.functions = (await fc.get('/stateful-async-invocation-functions', { limit: 100 })).data.data.filter(
    (each) => each.serviceName === service,
  );
  steps.tooLate = await refusal(fc.put(path('echo', 'stateful-async-invocations/once')));
  steps.nobody = await refusal(fc.get(path('echo', 'stateful-async-invocations/nobody')));
  steps.badId = await refusal(call('echo', '1st'));
  steps.badStatus = await refusal(fc.get(path('echo', 'stateful-async-invocations'), { status: 'Done' }));

  for (const name of ['echo', 'handled']) {
    await fc.deleteFunction(service, name);
  }
  await fc.deleteService(service);
  return steps;
};
