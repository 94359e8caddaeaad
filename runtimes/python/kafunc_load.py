# SPDX-License-Identifier: Apache-2.0
# Copyright The Kafunc Authors
"""Finds the function's code: "file.function" below the code folder."""
import importlib.machinery
import importlib.util
import os
import sys


class ModuleNotFound(Exception):
    pass


class HandlerNotFound(Exception):
    pass


class Code:
    def __init__(self, assignment):
        names = assignment["context"]["function"]
        self.handler = exported(assignment["codePath"], names["handler"])
        self.initializer = optional(assignment["codePath"], names.get("initializer"))


def optional(code_path, name):
    return exported(code_path, name) if name else None


def exported(code_path, name):
    file, dot, member = name.rpartition(".")
    if not dot or not file:
        raise HandlerNotFound("handler '%s' is not of the form 'file.function'" % name)
    function = getattr(module(code_path, file), member, None)
    if not callable(function):
        raise HandlerNotFound("handler '%s' does not exist in module '%s'" % (member, file))
    return function


def module(code_path, file):
    name = file.replace("/", ".").lstrip(".")
    if name in sys.modules and getattr(sys.modules[name], "__file__", "").startswith(code_path):
        return sys.modules[name]
    path = os.path.join(code_path, file.replace(".", "/"))
    path = os.path.join(path, "__init__.py") if os.path.isdir(path) else path + ".py"
    if not os.path.exists(path):
        raise ModuleNotFound("module '%s' does not exist in the function's code" % file)
    spec = importlib.util.spec_from_file_location(name, path)
    loaded = importlib.util.module_from_spec(spec)
    sys.modules[name] = loaded
    spec.loader.exec_module(loaded)
    return loaded


def load(assignment):
    return Code(assignment)
