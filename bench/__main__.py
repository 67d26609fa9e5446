"""All benchmarks one after the other: `make bench`."""

import runpy
import sys

ALL = (
    "requests",
    "workers",
    "imports",
    "analysis",
    "linking",
    "help",
    "planted_value",
    "progress",
    "alignment",
    "scopes",
    "drawings",
    "ledger",
    "value",
    "network",
    "http_shell",
    "overload",
)

if __name__ == "__main__":
    for name in ALL:
        print(f"\n== bench.{name}\n", flush=True)
        sys.argv = [f"bench.{name}"]
        runpy.run_module(f"bench.{name}", run_name="__main__")
