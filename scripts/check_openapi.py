#!/usr/bin/python3
"""api/openapi.yaml is sound: references resolve, operation ids are unique, path parameters are declared, every
operation has a success and a problem as its answer."""
import re
import sys
from pathlib import Path
from typing import Any, Iterator

import yaml

ROOT = Path(__file__).resolve().parent.parent
METHODS = {"get", "put", "post", "patch", "delete"}


class UniqueKeys(yaml.SafeLoader):
    """Refuses a key that stands twice in one mapping, of which YAML would keep the last."""


def unique_mapping(loader: yaml.SafeLoader, node: yaml.MappingNode) -> dict:
    keys = [loader.construct_object(key) for key, _ in node.value]
    twice = {key for key in keys if keys.count(key) > 1}
    if twice:
        raise ValueError(f"line {node.start_mark.line + 1}: {sorted(twice)} stands twice")
    return yaml.SafeLoader.construct_mapping(loader, node, deep=True)


UniqueKeys.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, unique_mapping)


def references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for value in node.values():
            yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


def resolve(document: dict, reference: str) -> Any:
    """What a local reference names, or None."""
    node: Any = document
    for part in reference.removeprefix("#/").split("/"):
        node = node.get(part.replace("~1", "/").replace("~0", "~")) if isinstance(node, dict) else None
    return node


def parameters(document: dict, holder: dict) -> set[str]:
    resolved = [resolve(document, each["$ref"]) if "$ref" in each else each for each in holder.get("parameters", [])]
    return {each["name"] for each in resolved if each and each["in"] == "path"}


def operation_faults(document: dict, path: str, method: str, seen: set[str]) -> Iterator[str]:
    item = document["paths"][path]
    operation = item[method]
    name = operation.get("operationId", "")
    if not name or name in seen:
        yield "its operationId is missing or stands twice"
    seen.add(name)
    if set(re.findall(r"{(\w+)}", path)) != parameters(document, item) | parameters(document, operation):
        yield "the path parameters are not those that the path names"
    answers = {str(status) for status in operation.get("responses", {})}
    if not any(status[0] in "123" for status in answers):
        yield "no success among its responses"
    if "default" not in answers:
        yield "no problem document as its default response"


def faults_of(document: dict) -> list[str]:
    faults = [f"{each}: names nothing" for each in sorted(set(references(document))) if resolve(document, each) is None]
    used = set(references(document))
    for kind, entries in document.get("components", {}).items():
        if kind != "securitySchemes":
            faults += [f"#/components/{kind}/{name}: is not used" for name in entries
                       if f"#/components/{kind}/{name}" not in used]
    seen: set[str] = set()
    for path, item in document["paths"].items():
        for method in METHODS & item.keys():
            faults += [f"{method} {path}: {each}" for each in operation_faults(document, path, method, seen)]
    return faults


def main() -> int:
    document = yaml.load((ROOT / "api/openapi.yaml").read_text(encoding="utf-8"), UniqueKeys)
    faults = faults_of(document)
    print("\n".join(faults) or f"{len(document['paths'])} paths, no fault")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
