// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
'use strict';
// Which call a line of output belongs to: the running one, or with concurrency the one whose async context this is.

const { AsyncLocalStorage } = require('async_hooks');

class Tag {
  constructor() {
    this.latest = { id: 0, requestId: '' };
    this.calls = new Map();
    this.storage = undefined;
  }

  /** From now on calls overlap. Not the default: following contexts slows every promise down. */
  followAsync() {
    if (AsyncLocalStorage) this.storage = new AsyncLocalStorage();
  }

  enter(id, requestId) {
    this.latest = { id, requestId };
    return this.latest;
  }

  run(id, requestId, work) {
    const call = this.enter(id, requestId);
    this.calls.set(id, call);
    if (this.storage) this.storage.run(call, work);
    else work();
  }

  /** Goes on with a call that runs. */
  resume(id, work) {
    const call = this.calls.get(id);
    if (this.storage && call) this.storage.run(call, work);
    else work();
  }

  leave(id) {
    this.calls.delete(id);
  }

  current() {
    return (this.storage && this.storage.getStore()) || this.latest;
  }

  /** The calls without an answer; before the first call, the loading of the code. */
  open() {
    return this.calls.size > 0 ? [...this.calls.keys()] : [this.latest.id];
  }
}

module.exports = { Tag };
