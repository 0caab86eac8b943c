#!/bin/bash
# Makes build/moment-kiosk_VERSION_ARCHITECTURE.deb: the program with its own Python, Qt and SQLite (docs/adr/0010).
# The same checkout in the same folder gives the same bytes.
# Usage: packaging/package.sh [folder of the Python tools]
set -euo pipefail
cd "$(dirname "$0")/.."
tools=$(realpath -s "${1:-.venv/bin}")
umask 022
export LC_ALL=C.UTF-8 TZ=UTC PYTHONHASHSEED=1
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || stat -c %Y CHANGELOG.md)}
export SOURCE_DATE_EPOCH

say() { echo "package: $*"; }
fail() { echo "package: $*" >&2; exit 1; }
megabytes() { du -s --apparent-size -B1000000 "$1" | cut -f1; }
is_elf() { [ "$(head -c4 "$1" | tail -c3)" = ELF ]; }
filled() {
    sed "s/@VERSION@/$version/g; s/@ARCHITECTURE@/$architecture/g; s/@DEPENDS@/${depends:-}/g" "packaging/debian/$1"
}
elf_files() {
    find "$1" -type f \( -name '*.so*' -o -perm -u+x \) | sort | while read -r file; do
        if is_elf "$file"; then echo "$file"; fi
    done
}

# The program itself
freeze() {
    "$tools/python" -m PyInstaller --noconfirm --log-level ERROR --distpath "$work" --workpath "$work/pyinstaller" \
        packaging/bundle/moment.spec
    local internal=$work/moment/_internal
    leave_icu_data_out "$internal/PySide6/Qt/lib"
    # Assets belong to no machine in particular, and whoever sets a shop up looks for the surveys in /usr/share.
    mv "$internal/assets" "$work/assets"
    ln -s ../../../share/moment "$internal/assets"
}

# Qt asks ICU for collation, old encodings and the names of time zones only, and Moment asks Qt for none of them. ICU
# allows for an empty table of contents in place of its 32 MB of data.
leave_icu_data_out() {
    local data=("$1"/libicudata.so.*) object=$work/icu.o
    [ -e "${data[0]}" ] || fail "Qt comes without libicudata now: leave_icu_data_out has nothing to do any more"
    as -o "$object" - <<-ASSEMBLER
	.section .rodata
	.balign 16
	.globl icudt${data[0]##*.}_dat
	.type icudt${data[0]##*.}_dat, @object
	icudt${data[0]##*.}_dat:
	.short 32
	.byte 0xda, 0x27
	.short 20, 0
	.byte 0, 0, 2, 0
	.ascii "ToCP"
	.byte 1, 0, 0, 0
	.fill 12, 1, 0
	.long 0, 0
	.section .note.GNU-stack, "", @progbits
	ASSEMBLER
    ld -shared -s -soname "$(basename "${data[0]}")" -o "${data[0]}" "$object"
}

# What the libraries in the bundle ask of Debian, as dpkg works it out
depends() {
    mkdir -p "$work/shlibdeps/debian"
    printf 'Source: moment-kiosk\n\nPackage: moment-kiosk\nArchitecture: any\n' > "$work/shlibdeps/debian/control"
    local internal=$PWD/$root/usr/lib/moment/_internal elf
    mapfile -t elf < <(elf_files "$PWD/$root/usr/lib/moment")
    (cd "$work/shlibdeps" && dpkg-shlibdeps -O --ignore-missing-info --warnings=0 \
        -l"$internal" -l"$internal/PySide6/Qt/lib" -l"$internal/PySide6" -l"$internal/shiboken6" \
        -l"$internal/pillow.libs" "${elf[@]/#/-e}") | sed 's/^shlibs:Depends=//'
}

stage() {
    install -d "$root"/{DEBIAN,etc/kiosk,etc/X11,usr/bin,usr/lib/systemd/system,usr/share/man/man1} \
        "$root/usr/share/doc/moment-kiosk"
    cp -a "$work/moment" "$root/usr/lib/moment"
    cp -a "$work/assets" "$root/usr/share/moment"
    ln -s ../lib/moment/kiosk "$root/usr/bin/kiosk"
    install -m 755 packaging/debian/session "$root/usr/lib/moment/"
    install -m 644 packaging/debian/moment.service "$root/usr/lib/systemd/system/"
    install -m 644 packaging/debian/{site.toml,speechd.conf} "$root/etc/kiosk/"
    install -m 644 packaging/debian/moment.conf "$root/etc/X11/"
    local doc=$root/usr/share/doc/moment-kiosk
    install -m 644 packaging/debian/copyright docs/manual-{it,manager,shopper}.md \
        docs/{faults,items,languages,schema,surveys,tags}.md "$doc/"
    cp -a docs/{adr,examples} "$doc/"
    "$tools/python" packaging/bundle/licences.py requirements.txt "$doc/licences"
    gzip -9n < CHANGELOG.md > "$doc/changelog.gz"
    filled kiosk.1 | gzip -9n > "$root/usr/share/man/man1/kiosk.1.gz"
    find "$root/usr" -type f -exec chmod u=rwX,go=rX {} + -o -type d -exec chmod 755 {} +
    find "$root/usr" -type f -name '*.so*' -exec chmod 644 {} +
}

control() {
    local depends
    depends=$(depends)
    filled control > "$root/DEBIAN/control"
    echo "Installed-Size: $(du -sk --apparent-size --exclude=DEBIAN "$root" | cut -f1)" >> "$root/DEBIAN/control"
    install -m 755 packaging/debian/{postinst,prerm,postrm} "$root/DEBIAN/"
    (cd "$root" && find etc -type f -printf '/%p\n' | sort > DEBIAN/conffiles)
    (cd "$root" && find usr -type f -print0 | sort -z | xargs -0 md5sum > DEBIAN/md5sums)
}

for tool in dpkg-deb dpkg-shlibdeps as ld; do
    command -v "$tool" >/dev/null || fail "$tool is not there: apt install dpkg-dev"
done
"$tools/python" -c 'import PyInstaller' 2>/dev/null || fail "PyInstaller is not in $tools: make .venv/dev.stamp"
version=$(sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml)
architecture=$(dpkg --print-architecture)
work=build/package
root=$work/root
package=build/moment-kiosk_${version}_$architecture.deb
rm -rf "$work"
mkdir -p "$work"
freeze
stage
control
find "$root" -newermt "@$SOURCE_DATE_EPOCH" -exec touch -hd "@$SOURCE_DATE_EPOCH" {} +
dpkg-deb --root-owner-group -Zxz --build "$root" "$package" >/dev/null
say "$package: $(megabytes "$package") MB, installed $(megabytes "$root") MB"
