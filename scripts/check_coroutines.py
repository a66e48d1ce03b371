#!/usr/bin/env python3
"""Refuses closures and aggregates that are made inside a co_await expression.

g++ 12 moves such temporaries bit by bit into the coroutine's frame, which breaks every short std::string in them. Give the
closure a name before, or await with MDG_AWAIT and MDG_AWAIT_TRY of base/result.h, which make the awaitable in a statement
of its own.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
AWAIT = re.compile(r"\bco_await\b")
# [], [this] and captures by reference alone have nothing that could break.
HARMLESS = re.compile(r"\[\s*(?:this|&\w*)?(?:\s*,\s*&\w+)*\s*\]")
CLOSURE = re.compile(r"\[[^\[\]]*\]\s*(?:\(|\{|mutable\b)")
BRACES = re.compile(r"[\w>]\s*\{|[(,]\s*\{")


def without_comments(text):
    text = re.sub(r"//[^\n]*", "", text)
    text = re.sub(r'"(?:[^"\\\n]|\\.)*"', '""', text)
    return text


def expression_after(text, start):
    """From co_await to the ; or unmatched ) that ends it."""
    depth = 0
    for at in range(start, len(text)):
        if text[at] in "([{":
            depth += 1
        elif text[at] in ")]}":
            depth -= 1
            if depth < 0:
                return text[start:at]
        elif text[at] == ";" and depth == 0:
            return text[start:at]
    return text[start:]


def without_harmless_closures(expression):
    found = HARMLESS.search(expression)
    while found:
        body = expression.find("{", found.end())
        if body < 0:
            return expression
        end = body + 1
        depth = 1
        while end < len(expression) and depth > 0:
            depth += {"{": 1, "}": -1}.get(expression[end], 0)
            end += 1
        expression = expression[: found.start()] + expression[end:]
        found = HARMLESS.search(expression)
    return expression


def faults_of(path):
    text = without_comments(path.read_text(encoding="utf-8"))
    for found in AWAIT.finditer(text):
        expression = without_harmless_closures(expression_after(text, found.end()))
        if CLOSURE.search(expression) or BRACES.search(expression):
            yield text.count("\n", 0, found.start()) + 1


def main():
    faults = 0
    for path in sorted((ROOT / "server").rglob("*.[ch]*")):
        for line in faults_of(path):
            faults += 1
            print(f"{path.relative_to(ROOT)}:{line}: a closure or aggregate made inside co_await")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
