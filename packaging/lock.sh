#!/bin/bash
# Pins every dependency with its hashes. No address, no folder of this machine gets into the lock:
# pip's own settings and its local wheels are left aside.
# Usage: packaging/lock.sh [folder of the Python tools]
set -euo pipefail
cd "$(dirname "$0")/.."
export PIP_CONFIG_FILE=/dev/null CUSTOM_COMPILE_COMMAND="make lock"
unset PIP_FIND_LINKS PIP_INDEX_URL PIP_EXTRA_INDEX_URL

compile() {
    "${tools}/pip-compile" --quiet --upgrade --no-config --resolver backtracking --allow-unsafe --generate-hashes \
        --strip-extras --no-annotate --no-emit-index-url --no-emit-trusted-host --no-emit-find-links \
        --build-deps-for editable "$@" pyproject.toml
}

tools=${1:-.venv/bin}
compile --output-file requirements.txt
compile --extra dev --constraint requirements.txt --output-file requirements-dev.txt
if grep -nE '://|(^|[^a-z])/[a-z]+/' requirements.txt requirements-dev.txt; then
    echo "lock: the lines above hold an address or a path" >&2
    exit 1
fi
