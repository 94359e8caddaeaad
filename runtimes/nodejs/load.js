// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
'use strict';
// Finds the function's code: "file.export" below the code folder, CommonJS or an ES module.

const fs = require('fs');
const Module = require('module');
const path = require('path');
const { pathToFileURL } = require('url');

function missing(name, message) {
  const error = new Error(message);
  error.name = name;
  error.stack = undefined;
  return error;
}

async function moduleOf(codePath, file) {
  const base = path.resolve(codePath, file);
  const found = ['.js', '.cjs', '.mjs', '/index.js'].map((end) => base + end).find((name) => fs.existsSync(name));
  if (!found) throw missing('ModuleNotFound', `module '${file}' does not exist in the function's code`);
  if (found.endsWith('.mjs')) return import(pathToFileURL(found).href);
  try {
    return require(found);
  } catch (error) {
    if (error && error.code === 'ERR_REQUIRE_ESM') return import(pathToFileURL(found).href);
    throw error;
  }
}

async function exported(codePath, name) {
  const dot = name.lastIndexOf('.');
  if (dot <= 0) throw missing('HandlerNotFound', `handler '${name}' is not of the form 'file.export'`);
  const file = name.slice(0, dot);
  const loaded = await moduleOf(codePath, file);
  const member = name.slice(dot + 1);
  const target = loaded[member] !== undefined ? loaded : loaded.default || loaded;
  if (typeof target[member] !== 'function') {
    throw missing('HandlerNotFound', `handler '${member}' does not exist in module '${file}'`);
  }
  return target[member].bind(target);
}

/** What functions may require without packing it, after what they have packed. */
function offerModules() {
  process.env.NODE_PATH = path.join(__dirname, 'modules');
  Module._initPaths();
  delete process.env.NODE_PATH;
}

async function load(assignment) {
  const { handler, initializer } = assignment.context.function;
  return {
    handler: await exported(assignment.codePath, handler),
    initializer: initializer ? await exported(assignment.codePath, initializer) : undefined,
  };
}

offerModules();

module.exports = { exported, load };
