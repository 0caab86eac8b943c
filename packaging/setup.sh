#!/bin/bash
# Sets up everything Moment needs to run ("run") or to be tested ("dev"): system packages, .venv, locked dependencies.
# Usage: packaging/setup.sh run|dev        The Makefile calls it whenever the lock is newer than .venv/$1.stamp.
set -euo pipefail
cd "$(dirname "$0")/.."
what=$1

say() { echo "setup: $*"; }
fail() { echo "setup: $*" >&2; exit 1; }

python_is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
    local candidate
    for candidate in "${PYTHON:-python3}" python3.13 python3.12 python3.11; do
        if python_is_new_enough "$candidate"; then echo "$candidate"; return; fi
    done
    fail "Moment needs Python 3.11 or later; ${PYTHON:-python3} is $("${PYTHON:-python3}" --version 2>&1 || true)."
}

is_there() {
    case $1 in
        /*) [ -e "$1" ] ;;
        lib*.so*) [[ $libraries == *"$1 "* ]] ;;
        *) command -v "$1" >/dev/null ;;
    esac
}

missing_packages() {
    local probe package libraries
    libraries=$(/sbin/ldconfig -p)
    while read -r probe package; do
        is_there "$probe" || echo "$package"
    done < <(grep -hv '^#' "$@")
}

install_packages() {
    local as_root=()
    if [ "$(id -u)" != 0 ]; then as_root=(sudo -n); fi
    if ! command -v apt-get >/dev/null || ! "${as_root[@]}" true 2>/dev/null; then
        fail "please install these packages, then run make again: $*"
    fi
    say "installing system packages: $*"
    local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0)
    local install=("${apt[@]}" install -y --no-install-recommends "$@")
    # The package lists may be absent or too old to fetch from; only then are they worth the wait.
    "${install[@]}" >/dev/null 2>&1 || { "${apt[@]}" update && "${install[@]}" >/dev/null; } \
        || fail "apt-get could not install: $*"
}

lists=(packaging/apt-run.txt)
lock=requirements.txt
if [ "$what" = dev ]; then
    lists+=(packaging/apt-dev.txt)
    lock=requirements-dev.txt
fi

mapfile -t missing < <(missing_packages "${lists[@]}")
python=$(find_python)
"$python" -c 'import ensurepip, venv' 2>/dev/null || missing+=(python3-venv)
if [ ${#missing[@]} -gt 0 ]; then install_packages "${missing[@]}"; fi

if ! python_is_new_enough .venv/bin/python; then
    say "making .venv with $("$python" --version)"
    "$python" -m venv --clear .venv
fi
say "installing $lock into .venv (hashes checked)"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement "$lock"
# Setuptools explains at length what an editable installation is.
PYTHONWARNINGS=ignore \
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .

touch .venv/run.stamp ".venv/$what.stamp"
say "ready"
