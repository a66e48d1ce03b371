#!/usr/bin/python3
"""Migrations are numbered without gaps, exist for both databases, leave transactions to the runner, and none that a
release (a tag v*) contains was changed or removed since."""
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = "server/storage/migrations"
NAME = re.compile(r"(\d{4})_([a-z0-9_]+)(?:\.(sqlite|pg))?\.sql")
TRANSACTION = re.compile(r"^\s*(BEGIN|COMMIT|ROLLBACK|SAVEPOINT)\b", re.M | re.I)


def name_faults(names: list[str]) -> list[str]:
    variants: dict[int, dict[str, str]] = {}
    faults = []
    for name in names:
        match = NAME.fullmatch(name)
        if not match:
            faults.append(f"{name}: is not NNNN_what.sql, NNNN_what.sqlite.sql or NNNN_what.pg.sql")
            continue
        variants.setdefault(int(match[1]), {})[match[3] or "both"] = match[2]
    for number, found in sorted(variants.items()):
        if set(found) not in ({"both"}, {"sqlite", "pg"}) or len(set(found.values())) > 1:
            faults.append(f"{number:04}: needs one file for both databases or one for each: {found}")
    if sorted(variants) != list(range(1, len(variants) + 1)):
        faults.append(f"the numbers have gaps: {sorted(variants)}")
    return faults


def git(*words: str) -> str:
    return subprocess.run(["git", "-C", str(ROOT), *words], capture_output=True, text=True, check=True).stdout


def released_faults() -> list[str]:
    faults = []
    for tag in git("tag", "--list", "v*").split():
        changed = git("diff", "--name-only", "--diff-filter=MDR", tag, "--", FOLDER).split()
        faults += [f"{name}: was released with {tag} and may not change" for name in changed]
    return faults


def main() -> int:
    paths = sorted((ROOT / FOLDER).glob("*"))
    faults = name_faults([path.name for path in paths]) + released_faults()
    faults += [f"{path.name}: the runner makes the transaction" for path in paths
               if TRANSACTION.search(path.read_text(encoding="utf-8"))]
    if not paths:
        faults.append(f"{FOLDER} holds no migration")
    print("\n".join(faults) or f"{len(paths)} migrations, no fault")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
