"""Nodes of a catalogue as they come from outside, brought to what a draft may hold."""

from __future__ import annotations

from collections.abc import Mapping

from dti_desktop.engine import catalogue_edit
from dti_desktop.engine.catalogue import MAX_DEPTH
from dti_desktop.engine.catalogue_edit import Node, NodeName
from dti_desktop.engine.composed_text import composed
from dti_desktop.errors import InputError

_MAX_NODE_CHARACTERS = 200_000


def clean_node(name: NodeName, untrusted_node: Node) -> Node:
    """Return the node in NFC, in kinds that JSON knows, no larger than one may be.

    Raises `InputError` `node-malformed`, also where its code is not the one that its name says.
    """
    try:
        node = _clean(untrusted_node, 0)
        assert isinstance(node, dict)
        is_sound = len(catalogue_edit.node_text(node)) <= _MAX_NODE_CHARACTERS
    except (TypeError, AssertionError):
        raise InputError("node-malformed", section=name.section, code=name.code) from None
    if not is_sound or (name.section != "whole" and node.get("code") != name.code):
        raise InputError("node-malformed", section=name.section, code=name.code)
    return node


def _clean(value: object, depth: int) -> object:
    if depth > MAX_DEPTH:
        raise TypeError
    if isinstance(value, str):
        return composed(value)
    if isinstance(value, bool) or (isinstance(value, int) and abs(value) < 10**15):
        return value
    if isinstance(value, Mapping):
        return {composed(str(key)): _clean(each, depth + 1) for key, each in value.items()}
    if isinstance(value, list):
        return [_clean(each, depth + 1) for each in value]
    raise TypeError
