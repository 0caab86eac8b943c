#!/bin/bash
# Lints every QML file against the types that Python gives to QML. Any warning is an error.
# Usage: packaging/qmllint.sh [folder of python and the PySide6 tools [folder of the QML modules]]
set -euo pipefail
cd "$(dirname "$0")/.."
tools=${1:-.venv/bin}
qml=${2:-ui/qml}
mkdir -p build
out=$(mktemp -d build/qmllint.XXXXXX)
trap 'rm -rf "$out"' EXIT

mapfile -t sources < <(grep -rlE '^@Qml(NamedElement|Element)' --include='*.py' ui)
for source in "${sources[@]}"; do
    module=$(sed -n 's/^QML_IMPORT_NAME = "\(.*\)"/\1/p' "$source")
    types=$out/${module//.//}
    dump=$types/$(basename "$source" .py).json
    mkdir -p "$types"
    "$tools/pyside6-metaobjectdump" --out-file "$dump" "$source"
    "$tools/python" packaging/complete_dump.py "$source" "$dump"
    printf 'module %s\ntypeinfo types.qmltypes\n' "$module" > "$types/qmldir"
done

qt=$("$tools/python" -c 'import importlib.util as u; print(u.find_spec("PySide6").submodule_search_locations[0])')/Qt
while IFS= read -r qmldir; do
    types=$(dirname "$qmldir")
    "$tools/pyside6-qmltyperegistrar" --generate-qmltypes "$types/types.qmltypes" -o /dev/null \
        --foreign-types "$qt/metatypes/qt6core_metatypes.json" \
        --import-name "$(sed -n 's/^module //p' "$qmldir")" --major-version 1 "$types"/*.json
done < <(find "$out" -name qmldir)

mapfile -t files < <(find "$qml" -name '*.qml' | sort)
"$tools/pyside6-qmllint" -W 0 -I "$out" -I "$qml" "${files[@]}"
echo "qmllint: ${#files[@]} files, no warning"
