#!/usr/bin/python3
"""Every test file holds registered tests: `check_registered.py [build folder] [results.tsv]`.

C++: each TEST of a *_test.cpp must be listed by the test program of its folder (default build/debug). Web, scenario
and browser: each test file must have a case in the results of the last full ./test (build/log/results.tsv).
"""
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MACRO = re.compile(r"^\s*(TEST|TEST_F|TEST_P|TYPED_TEST|TYPED_TEST_P)\(\s*(\w+)\s*,\s*(\w+)\s*\)", re.M)
SKIPPED_FOLDERS = {"node_modules", "dist", "generated"}


def registered(program: Path) -> set[str]:
    """Names `Suite.Test` that the program lists, without prefixes and parameters of instances."""
    listing = subprocess.run([program, "--gtest_list_tests"], capture_output=True, text=True, check=True).stdout
    names, suite = set(), ""
    for line in listing.splitlines():
        word = line.split("#")[0].strip()
        if line.startswith("  "):
            names.add(f"{suite}.{word.split('/')[0]}")
        elif word.endswith("."):
            parts = word.rstrip(".").split("/")
            suite = parts[0]
            if len(parts) > 1 and not parts[-1].isdigit():
                suite = parts[-1]
    return names


def cpp_faults(build: Path) -> list[str]:
    faults, listings = [], {}
    for path in sorted((ROOT / "server").rglob("*_test.cpp")):
        name = path.relative_to(ROOT)
        tests = [f"{suite}.{test}" for _, suite, test in MACRO.findall(path.read_text(encoding="utf-8"))]
        if not tests:
            faults.append(f"{name}: holds no test")
            continue
        program = build / f"{path.relative_to(ROOT / 'server').parts[0]}_tests"
        if program not in listings:
            listings[program] = registered(program) if program.exists() else set()
        faults += [f"{name}: {test} is not registered" for test in tests if test not in listings[program]]
        faults += [f"{name}: {test} is disabled" for test in tests if "DISABLED_" in test]
    return faults


def script_tests() -> list[str]:
    """Test files of node:test and Vitest by the name that their results carry."""
    names = [path.relative_to(ROOT).as_posix() for path in (ROOT / "tests/scenario").rglob("*.test.mjs")]
    for path in (ROOT / "web").rglob("*.test.ts*"):
        if not SKIPPED_FOLDERS & set(path.parts):
            name = path.relative_to(ROOT).as_posix()
            names.append(re.sub(r"^web/e2e/(.*)\.ts$", r"web/e2e/dist/\1.js", name))
    return sorted(names)


def script_faults(results: Path) -> list[str]:
    if not results.exists():
        return [f"{results} is missing: run ./test first"]
    ran = {line.split("\t")[2] for line in results.read_text(encoding="utf-8").splitlines()}
    return [f"{name}: no case of it ran" for name in script_tests() if name not in ran]


def main() -> int:
    build = ROOT / (sys.argv[1] if len(sys.argv) > 1 else "build/debug")
    results = ROOT / (sys.argv[2] if len(sys.argv) > 2 else "build/log/results.tsv")
    faults = cpp_faults(build) + script_faults(results)
    print("\n".join(faults) or "every test file holds registered tests")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
