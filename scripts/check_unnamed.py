#!/usr/bin/python3
"""Names in unnamed namespaces are unique within a folder of server/.

The unity build (cmake/MadoguchiComponent.cmake) compiles up to eight sources of a folder as one, in which two of the same
name meet: which eight, changes with every new file. Functions of one name may stand beside each other when their
parameters differ.
"""
import re
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SERVER = ROOT / "server"
UNNAMED = re.compile(r"^namespace \{\n(.*?)^\}  // namespace$", re.M | re.S)
NAMED = re.compile(r"^namespace ([\w:]+) \{$", re.M)
# What begins in the first column, as clang-format leaves it: up to the { or ; that ends its head.
HEAD = re.compile(r"^(?![\s}#/]|namespace |public:|private:|protected:|static_assert|TEST)(.+?)(?:[;{]|$(?=\n[}/#\n]))", re.M | re.S)
TYPE = re.compile(r"^(?:template <.*> ?)?(?:class|struct|enum class|enum)\s+(\w+)")
ALIAS = re.compile(r"^(?:template <.*> ?)?using (\w+) = (.*)")
FUNCTION = re.compile(r"(?<![\w:])(\w+)\((.*)\)(?: const)?(?: noexcept)?(?: ->.*)?$")
CONSTANT = re.compile(r"(?<![\w:])(\w+)(?:\[.*?\])?(?: =.*)?$")


def named(head: str) -> tuple[str, str] | None:
    """The name that a declaration gives, and what must differ from others of that name."""
    head = re.sub(r"\s+", " ", head).strip()
    if found := TYPE.match(head):
        return found[1], ""
    if found := ALIAS.match(head):
        return found[1], ""
    if head.startswith("using "):
        return None
    head = re.sub(r" = .*$", "", re.sub(r" = [^,()]*(?=[,)])", "", head))
    if found := FUNCTION.search(head):
        types = re.sub(r" \w+(?=,|$)", "", re.sub(r" /\*.*?\*/", "", found[2]))
        return found[1], types
    found = CONSTANT.search(head)
    return (found[1], "") if found else None


def without_comments(text: str) -> str:
    text = re.sub(r"^[ \t]*//[^\n]*\n", "", text, flags=re.M)
    text = re.sub(r'R"(\w*)\(.*?\)\1"', '""', text, flags=re.S)
    return re.sub(r'"(?:[^"\\\n]|\\.)*"', '""', text)


def names_of(path: Path) -> set[tuple[str, str, str]]:
    """Namespace, name and parameters of what stands in the unnamed namespaces of a file."""
    text = path.read_text(encoding="utf-8")
    names = set()
    for found in UNNAMED.finditer(text):
        around = NAMED.findall(text, 0, found.start())
        for head in HEAD.findall(without_comments(found[1])):
            if name := named(head):
                names.add((around[-1] if around else "", *name))
    return names


def aliases_of(path: Path) -> dict[str, str]:
    text = path.read_text(encoding="utf-8")
    return dict(re.findall(r"^using (\w+) = ([^;]*);", text, re.M))


def main() -> int:
    places = defaultdict(set)
    for path in sorted(SERVER.rglob("*.cpp")):
        if not re.search(r"_(test|testing)\.cpp$", path.name):
            for name in names_of(path):
                places[(path.parent, *name)].add(path)
    faults = []
    for (_, _, name, _), files in sorted(places.items()):
        same_alias = {aliases_of(path).get(name) for path in files}
        if len(files) > 1 and (None in same_alias or len(same_alias) > 1):
            where = ", ".join(str(path.relative_to(ROOT)) for path in sorted(files))
            faults.append(f"{name} stands in the unnamed namespaces of {where}")
    print("\n".join(faults) or f"the names of {len(places)} things are unique in their folders")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
