#!/usr/bin/python3
"""Arrows between folders point down only (ARCHITECTURE.md).

Reads the includes of server/ and the imports of web/ and reports each that points the wrong way, libraries outside
the folder they belong to, a feature that reaches into another one's store, and includes that form a ring.
"""
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SERVER = ROOT / "server"
WEB = ROOT / "web"

# Each folder of server/ and the folders it may include from.
MAY_INCLUDE = {
    "base": set(),
    "desk": {"base"},
    "voice": {"base"},
    "storage": {"base"},
    "transport": {"base"},
    "features": {"base", "desk", "voice", "storage", "transport"},
    "channels": {"base", "desk", "voice", "storage", "transport", "features"},
    "app": {"base", "desk", "voice", "storage", "transport", "features", "channels"},
}
# The same among the folders of one component, where they have an order; tests may know all of them.
MAY_INCLUDE_WITHIN = {
    "voice": {
        "media": set(),
        "recording": {"media"},
        "sip": {"media"},
        "webrtc": {"media", "sip"},
        "call": {"media", "sip", "webrtc"},
    },
}
# The pure heart knows these headers of base and otherwise the standard library.
DESK_BASE = {"base/id.h", "base/time.h", "base/result.h", "base/error.h"}
# Libraries that one folder alone may include.
ONLY_IN = {
    "storage": re.compile(r"soci|sqlite3|libpq|pg_config|postgresql/"),
    "transport": re.compile(r"boost/beast"),
    "voice": re.compile(r"re/|re\.h"),
}
# What a feature keeps to itself: the others use its service and its types.
INTERNAL = re.compile(r"_(store|api|routes)\.h$")
# Each package of web/ and the packages it may import.
MAY_IMPORT = {
    "shared": set(),
    "console": {"shared"},
    "widget": {"shared"},
    "shop": {"shared"},
    "e2e": {"shared"},
}

INCLUDE = re.compile(r'^\s*#\s*include\s+(["<])([^">]+)[">]', re.M)
IMPORT = re.compile(r"""(?:from|import)\s*\(?\s*['"]([^'"]+)['"]""")


def is_test(path: Path) -> bool:
    return re.search(r"_(test|testing)\.(cpp|h)$", path.name) is not None


def includes(path: Path) -> list[tuple[str, str]]:
    return [(kind, name) for kind, name in INCLUDE.findall(path.read_text(encoding="utf-8"))]


def feature_of(name: str) -> str | None:
    parts = name.split("/")
    return parts[1] if parts[0] in ("features", "channels") and len(parts) > 2 else None


def folder_within(name: str) -> tuple[str, str] | None:
    """("voice", "sip") of voice/sip/sdp.h; None where the folders of a component have no order."""
    parts = name.split("/")
    return (parts[0], parts[1]) if len(parts) > 2 and parts[1] in MAY_INCLUDE_WITHIN.get(parts[0], {}) else None


def inner_fault(path: Path, source: str, target: str) -> str | None:
    """What is wrong with an include from one folder of a component to another one of it, if anything."""
    inside, other = folder_within(source), folder_within(target)
    if is_test(path) or not inside or not other or inside[0] != other[0] or inside == other:
        return None
    known = MAY_INCLUDE_WITHIN[inside[0]][inside[1]]
    return None if other[1] in known else f"{'/'.join(inside)} may not know {'/'.join(other)}"


def own_include_fault(path: Path, name: str) -> str | None:
    """What is wrong with `#include "name"` in this file of server/, if anything."""
    relative = path.relative_to(SERVER).as_posix()
    source, target = relative.split("/")[0], name.split("/")[0]
    if target == "fakes":
        return None if is_test(path) else "fakes are for tests"
    if not (SERVER / name).exists():
        return "no such file under server/"
    if fault := inner_fault(path, relative, name):
        return fault
    if source == "main.cpp" or source == target and feature_of(relative) == feature_of(name):
        return None
    if source != target and target not in MAY_INCLUDE.get(source, set()):
        return f"{source} may not know {target}"
    if source == "desk" and name not in DESK_BASE and not is_test(path):
        return "the desk knows only " + ", ".join(sorted(DESK_BASE))
    if feature_of(name) and feature_of(relative) and INTERNAL.search(name) and not is_test(path):
        return f"{name} is internal to its feature; use its service"
    return None


def library_fault(path: Path, name: str) -> str | None:
    """What is wrong with `#include <name>` in this file of server/, if anything."""
    folder = path.relative_to(SERVER).as_posix().split("/")[0]
    for owner, pattern in ONLY_IN.items():
        if folder != owner and pattern.match(name):
            return f"only {owner} may include <{name}>"
    if folder == "desk" and not is_test(path) and ("/" in name or "." in name):
        return "the desk uses the standard library only"
    return None


def server_faults(graph: dict[Path, list[Path]]) -> list[str]:
    faults = []
    for path in graph:
        for kind, name in includes(path):
            fault = own_include_fault(path, name) if kind == '"' else library_fault(path, name)
            if fault:
                faults.append(f"{path.relative_to(ROOT)}: {name}: {fault}")
    return faults


def include_graph() -> dict[Path, list[Path]]:
    files = sorted(path for path in SERVER.rglob("*") if path.suffix in (".h", ".cpp"))
    return {path: [SERVER / name for kind, name in includes(path) if kind == '"'] for path in files}


def rings(graph: dict[Path, list[Path]]) -> list[str]:
    """Each ring of includes, found by walking depth first without recursion limits in mind: files are few."""
    done: set[Path] = set()
    found = []

    def walk(path: Path, trail: list[Path]) -> None:
        if path in trail:
            ring = trail[trail.index(path):] + [path]
            found.append("includes form a ring: " + " -> ".join(str(each.relative_to(ROOT)) for each in ring))
        elif path not in done:
            for target in graph.get(path, []):
                walk(target, trail + [path])
            done.add(path)

    for path in graph:
        walk(path, [])
    return found


def import_target(path: Path, name: str) -> str | None:
    """The place under web/ that an import names, or None for a package from outside."""
    if name.startswith("@madoguchi/"):
        return name.removeprefix("@madoguchi/")
    if name.startswith("."):
        target = (path.parent / name).resolve()
        return target.relative_to(WEB).as_posix() if target.is_relative_to(WEB) else "outside of web/"
    return None


def import_fault(path: Path, name: str) -> str | None:
    target = import_target(path, name)
    if target is None:
        return None
    source = path.relative_to(WEB).as_posix()
    here, there = source.split("/")[0], target.split("/")[0]
    if here != there:
        return None if there in MAY_IMPORT.get(here, set()) else f"{here} may not know {there}"
    own, other = (re.search(r"/features/([^/]+)/", place) for place in (source, target + "/"))
    if other is None:
        return None
    if own is None:
        return None if not source.startswith(f"{here}/src/shared/") else "what all features share may not know one"
    if own[1] == other[1] or not (WEB / f"{target.removesuffix('.tsx')}.tsx").exists():
        return None
    return f"components of feature {other[1]} are open to others through its index only"


def web_faults() -> list[str]:
    faults = []
    for package in MAY_IMPORT:
        for path in sorted((WEB / package).rglob("*.ts*")):
            if {"node_modules", "dist", "generated"} & set(path.parts) or path.suffix not in (".ts", ".tsx"):
                continue
            for name in IMPORT.findall(path.read_text(encoding="utf-8")):
                fault = import_fault(path, name)
                if fault:
                    faults.append(f"{path.relative_to(ROOT)}: {name}: {fault}")
    return faults


def main() -> int:
    graph = include_graph()
    unknown = {path.relative_to(SERVER).parts[0] for path in graph if path.parent != SERVER} - MAY_INCLUDE.keys()
    faults = [f"server/{folder} has no rule in scripts/check_arrows.py" for folder in sorted(unknown)]
    faults += server_faults(graph) + rings(graph) + web_faults()
    print("\n".join(faults) or f"{len(graph)} files of server/ and the packages of web/ point the right way")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
