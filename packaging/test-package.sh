#!/bin/bash
# Installs the package in a bare Debian, uses it as a shop would, and purges it: tests/package/in_root.sh says how.
# Needs root, debootstrap and some 2 GB in TMPDIR. MIRROR names a Debian mirror; else apt's own is used.
# Usage: packaging/test-package.sh [PACKAGE.deb]
set -euo pipefail
cd "$(dirname "$0")/.."

say() { echo "test-package: $*"; }
fail() { echo "test-package: $*" >&2; exit 1; }

[ "$(id -u)" = 0 ] || fail "making a bare Debian and installing in it needs root: sudo make test-package"
command -v debootstrap >/dev/null || fail "debootstrap is not there: apt install debootstrap"
version=$(sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml)
package=${1:-build/moment-kiosk_${version}_$(dpkg --print-architecture).deb}
[ -f "$package" ] || fail "$package: is not there; expected the file that make package makes"
# The package fits the release whose libraries it was built with.
suite=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
mirror=${MIRROR:-$(apt-get indextargets --format '$(REPO_URI)' "Codename: $suite" 'Created-By: Packages' | head -1)}

root=$(mktemp -d "${TMPDIR:-/var/tmp}/moment-package.XXXXXX")
trap 'rm -rf --one-file-system "$root"' EXIT
chmod 755 "$root"
say "a bare $suite in $root"
debootstrap --variant=minbase "$suite" "$root" "$mirror" > "$root.log" 2>&1 || fail "debootstrap could not: $root.log"
rm "$root.log"
mkdir "$root/package"
cp "$package" "$root/package/moment-kiosk.deb"
cp tests/package/{in_root.sh,shopper.py} docs/examples/book.toml "$root/package/"
# Mounts and processes of their own: both are gone when this ends, however it ends.
env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
    unshare --mount --pid --ipc --uts --fork --kill-child --mount-proc="$root/proc" \
    chroot "$root" bash /package/in_root.sh
say "all is well"
