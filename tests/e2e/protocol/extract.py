"""Writes model.json: what a server may send, from the types of lsprotocol (PyPI, MIT), which Microsoft generates from
the metaModel.json of the protocol.

    pip install lsprotocol==2025.0.0 && python3 extract.py > model.json

A type is the name of a structure, of an enumeration or of a base type, or ["is", value], ["or", types…], ["array", type],
["map", type of the values] or ["tuple", types…]. A property whose name ends with ? may be absent. Parameters that are
null are a member that must be absent.
"""

import enum
import json
import typing

import attrs
from lsprotocol import _hooks, types

# May be absent as well as null; lsprotocol does not tell this from what must be there.
ABSENT = {"SignatureHelp.active_parameter", "SignatureInformation.active_parameter"}
BASES = {str: "string", bool: "boolean", int: "integer", float: "decimal", type(None): "null", object: "any"}
found = {}


def camel(name):
    first, *rest = name.removesuffix("_").split("_")
    return first + "".join(part.title() for part in rest)


def of(tp):
    origin, args = typing.get_origin(tp), typing.get_args(tp)
    if tp is typing.Any:
        return "any"
    if tp in BASES:
        return BASES[tp]
    if isinstance(tp, typing.ForwardRef):
        return of(getattr(types, tp.__forward_arg__))
    if origin is typing.Union:
        parts = [of(arg) for arg in args]
        return "any" if "any" in parts else ["or", *parts]
    if origin is typing.Literal:
        return ["is", *args]
    if origin is tuple:
        return ["tuple", *map(of, args)]
    if origin and issubclass(origin, typing.Sequence):
        return ["array", of(args[0])]
    if origin and issubclass(origin, typing.Mapping):
        return ["map", of(args[1])]
    if tp.__name__ not in found:
        found[tp.__name__] = None
        if issubclass(tp, enum.Enum):
            found[tp.__name__] = [member.value for member in tp]
        else:
            found[tp.__name__] = dict(field(tp, it) for it in attrs.fields(tp))
    return tp.__name__


def field(owner, it):
    name, own = camel(it.name), f"{owner.__name__}.{it.name}"
    checked = repr(it.validator)
    if isinstance(it.default, str) and "in_ validator" in checked:
        return name, ["is", it.default]
    tp = it.type
    if it.default is None:
        # Optional[…] says here that it may be absent, and that it may be null only of those that are special.
        null = types.is_special_property(owner, it.name)
        tp = of(tp) if null else without_null(of(tp))
        optional = not null or own in ABSENT
    else:
        tp, optional = of(tp), False
    if "uinteger_validator" in checked:
        tp = json.loads(json.dumps(tp).replace('"integer"', '"uinteger"'))
    return name + "?" * optional, tp


def without_null(tp):
    if tp[0] == "or":
        rest = [part for part in tp[1:] if part != "null"]
        return rest[0] if len(rest) == 1 else ["or", *rest]
    return tp


def main():
    _hooks._resolve_forward_references()
    results, params = {}, {}
    for method, (request, response, _, _) in types.METHOD_TO_TYPES.items():
        direction = types.message_direction(method)
        fields = {it.name: it.type for it in attrs.fields(request)}
        if response and direction != "serverToClient":
            # Where nothing is said of the result, it is null.
            result = attrs.fields_dict(response).get("result")
            results[method] = of(result.type) if result else "null"
        if direction != "clientToServer":
            tp = of(fields["params"])
            params[method] = None if tp == "null" else tp
    structures = {name: it for name, it in found.items() if isinstance(it, dict)}
    enumerations = {name: it for name, it in found.items() if isinstance(it, list)}
    parts = {"results": results, "params": params, "structures": structures, "enumerations": enumerations}
    source = "lsprotocol 2025.0.0 (PyPI), (c) Microsoft Corporation, MIT license; written by extract.py"
    lines = [f'"source": {json.dumps(source)}']
    for part, items in parts.items():
        items = [f" {json.dumps(name)}: {json.dumps(it, separators=(',', ':'))}" for name, it in sorted(items.items())]
        lines.append(f'"{part}": {{\n' + ",\n".join(items) + "\n}")
    print("{\n" + ",\n".join(lines) + "\n}")


main()
