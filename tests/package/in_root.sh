#!/bin/bash
# Run as root in a bare Debian by packaging/test-package.sh, which brings the package and the shopper.
set -euo pipefail
PACKAGE=/package/moment-kiosk.deb
DATA=/var/lib/kiosk
WORDS=/usr/share/moment/languages/ko.toml
COMMENT=감사합니다
# Bytes; a quarter of a second of speech.
AUDIBLE=10000

say() { echo "in the root: $*"; }
fail() { echo "in the root: $*" >&2; exit 1; }
apt_get() {
    apt-get -qq -o Dpkg::Use-Pty=0 -o APT::Keep-Downloaded-Packages=false "$@" >> /package/apt.log 2>&1 && return
    tail -20 /package/apt.log >&2
    fail "apt-get $*"
}
# What is there before apt install and after apt purge; apt's own records and what no restart outlives aside.
files() {
    local aside
    printf -v aside -- '-path %s -o ' /proc /package /tmp /dev /run /var/cache /var/log /var/lib/apt /var/lib/dpkg
    # shellcheck disable=SC2086
    find / -xdev \( ${aside% -o } \) -prune -o -print | sort
}
# As the package's own user, who has no network and nothing of root's environment.
as_moment() { unshare --net runuser -u moment -- env -i PATH=/usr/bin:/bin HOME=$DATA LANG=C.UTF-8 "$@"; }
expect() { grep -qE -- "$1" <<< "$2" || fail "expected $1 in: $2"; }

installs_in_a_bare_root() {
    mount -t tmpfs tmpfs /dev/shm
    apt_get update
    apt_get install -y --no-install-recommends "$PACKAGE"
    [ "$(stat -c '%U:%G %a' $DATA)" = "moment:moment 700" ] || fail "$DATA is $(stat -c '%U:%G %a' $DATA)"
    local missing
    missing=$(find /usr/lib/moment -name '*.so*' -type f -exec ldd {} + 2>/dev/null | grep 'not found' || true)
    [ -z "$missing" ] || fail "libraries that no package brings: $missing"
    expect '^kiosk, version' "$(as_moment kiosk --version)"
    expect 'no fault' "$(as_moment kiosk check)"
    local told
    told=$(as_moment kiosk voice en < /dev/null 2> /dev/null || true)
    [ -z "$told" ] || fail "without speech-dispatcher kiosk voice says $told"
    systemctl is-enabled --quiet moment.service && fail "the unit is enabled without being asked"
    say "installed with what it depends on alone"
}

purges_before_any_use() {
    apt_get purge -y moment-kiosk
    files > /package/before
    grep -E 'moment|kiosk' /package/before && fail "purge left these"
    getent passwd moment && fail "purge left the user"
    say "purged before any use: nothing left"
}

installs_for_a_shop() {
    apt_get install -y xvfb xauth dbus at-spi2-core python3-pyatspi poppler-utils
    # What the package recommends of speech.
    apt_get install -y --no-install-recommends alsa-utils espeak-ng speech-dispatcher speech-dispatcher-espeak-ng
    files > /package/before
    apt_get install -y --no-install-recommends "$PACKAGE"
    # What somebody who sets up a shop changes.
    sed -i 's/^# store = .*/store = "Bare Street"/; s/^# language = .*/language = "ko"/' /etc/kiosk/site.toml
    printf '\n[screen]\nwidth_mm = 323\nheight_mm = 202\n' >> /etc/kiosk/site.toml
    expect 'no fault' "$(as_moment kiosk check)"
    # The shopper of this test names reasons; who is asked in turn does not come to them.
    sed -i 's/^share = .*/share = 0/' /etc/kiosk/site.toml
    systemd-analyze verify --man=no moment.service || fail "the unit has faults"
    systemctl -q enable moment.service
    [ -e /etc/systemd/system/display-manager.service ] || fail "enabling the unit made no link"
}

the_manuals_lead_somewhere() {
    local link links
    links=$(cd /usr/share/doc/moment-kiosk && grep -ohE '\]\([a-z][^)#:]*' -- *.md | sed 's/^](//' | sort -u)
    expect '^examples/book.toml$' "$links"
    for link in $links; do
        [ -f "/usr/share/doc/moment-kiosk/$link" ] || fail "a manual leads to $link, which is not there"
    done
    say "manuals: all $(wc -l <<< "$links") files that they lead to are there"
}

shoppers_type_in_four_languages() {
    local told
    told=$(as_moment xvfb-run -a -s "-screen 0 1280x800x24" kiosk demo --shoppers --weeks 2 --data $DATA/demo)
    expect '12 at the real screens; 10 typed comments in 4 languages' "$told"
    as_moment kiosk export --format csv --data $DATA/demo --out $DATA/demo.csv >/dev/null
    local comment
    for comment in '직원이 친절해요' '你好謝謝' '排队太久' 'Only one till was open'; do
        grep -q "$comment" $DATA/demo.csv || fail "$comment is not among the answers"
    done
    say "demo shoppers: $(sed -n 's/^shoppers *//p' <<< "$told")"
}

a_tap_and_a_comment_land() {
    as_moment GSETTINGS_BACKEND=memory QT_LINUX_ACCESSIBILITY_ALWAYS_ON=1 QT_QUICK_BACKEND=software \
        KIOSK_SITE=/etc/kiosk/site.toml xvfb-run -a -s "-screen 0 1280x800x24" dbus-run-session -- bash -c "
            kiosk run & trap 'kill \$!' EXIT
            python3 /package/shopper.py $WORDS good $COMMENT" 2> /package/run.log \
        || fail "the shopper could not finish: $(cat /package/run.log)"
    as_moment kiosk export --format csv --out $DATA/exports/answers.csv >/dev/null
    grep -q "$COMMENT" $DATA/exports/answers.csv || fail "$COMMENT is not in the database: $(cat $DATA/exports/answers.csv)"
    say "X events on kiosk run: $(($(wc -l < $DATA/exports/answers.csv) - 1)) rows in the database, with $COMMENT"
}

# As the kiosk starts it; with a speech-dispatcher of its own and a card that is a file, both in the folder.
voice() {
    local folder=$1
    install -d -m 700 -o moment -g moment "$folder"
    printf 'pcm.null { type null }\npcm.!default { type file slave.pcm "null" file "%s/sound" format raw }\n' \
        "$folder" > /package/asound.conf
    as_moment XDG_RUNTIME_DIR="$folder" ALSA_CONFIG_PATH=/package/asound.conf \
        QT_LOGGING_RULES=qt.multimedia.symbolsresolver=false kiosk voice "${@:2}"
}
# Bytes of the sound that are not silence.
heard_in() { cat "$1/sound" 2> /dev/null | tr -d '\0' | wc -c; }
until_it_is_heard_in() {
    local tries=0
    while [ $tries -lt 200 ] && [ "$(heard_in "$1")" -le $AUDIBLE ]; do
        tries=$((tries + 1))
        sleep 0.1
    done
}
it_speaks_through_alsa() {
    local told language text
    told=$(voice $DATA/voices en ko zh_CN zh_TW ja th < /dev/null)
    [ "$told" = '{"speaks": ["en", "ko", "zh_CN", "zh_TW", "ja"]}' ] || fail "kiosk voice says $told"
    while read -r language text; do
        voice "$DATA/$language" "$language" > /dev/null < <(
            printf '{"say": "%s", "language": "%s"}\n' "$text" "$language"
            until_it_is_heard_in "$DATA/$language"
        )
        [ "$(heard_in "$DATA/$language")" -gt $AUDIBLE ] || fail "nothing is heard of $text"
    done <<- TEXTS
	en How was your visit today?
	ko $COMMENT
	zh_CN 银行在右边
	ja お会計はいかがでしたか
	TEXTS
    say "it speaks: $told; English, Korean, Mandarin and Japanese were heard through ALSA"
}

the_page_is_made() {
    local page
    page=$(as_moment kiosk report --lang ko)
    [ "$(head -c5 "$page")" = "%PDF-" ] || fail "$page is no PDF"
    expect 'Bare Street' "$(pdftotext "$page" -)"
    pdffonts "$page" | awk 'NR > 2 && $(NF-4) != "yes" { bad = 1 } END { exit bad }' || fail "$page: fonts are missing"
    say "page: $page, $(stat -c %s "$page") bytes"
}

# Three months with questions asked in turns, the manager's book and the tills' hours: every figure there is, in words.
a_manager_s_book_is_told() {
    local site=/package/managed.toml data=$DATA/managed day hour page language
    printf 'store = "Bare Street"\nbook = "book.toml"\n' > $site
    printf 'transactions = "Receipts"\nhour = "Hour"\n[date]\ncolumn = "Day"\nformats = ["%%Y-%%m-%%d"]\n' \
        > /package/tills.toml
    {
        echo "Day,Hour,Receipts"
        for day in 2026-11-{09..15}; do
            for hour in {9..20}; do echo "$day,$hour,90"; done
        done
    } > /package/tills.csv
    as_moment kiosk demo --data $data --weeks 12 --visits-per-day 120 --until 2026-11-16 > /dev/null
    as_moment kiosk ops import /package/tills.csv --mapping /package/tills.toml --data $data > /dev/null
    for language in en ko zh_CN zh_TW; do
        page=$(as_moment kiosk report --site $site --data $data --week 2026-W46 --lang $language)
        expect '€32.50' "$(pdftotext "$page" -)"
    done
    as_moment kiosk measures --data $data --from 2026-08-24 --to 2026-11-15 --json > /dev/null
    say "a book: revenue at risk stands on the page in four languages; $(pdfinfo "$page" | sed -n 's/^Pages: *//p') pages"
}

the_answers_are_safe() {
    as_moment kiosk backup > /dev/null
    as_moment kiosk export --format xlsx > /dev/null
    as_moment kiosk restore --newest > /dev/null
    expect '^good' "$(as_moment kiosk verify)"
    expect '감사합니다' "$(as_moment kiosk comments 감사합)"
    say "a backup is made, restored and whole, and the comment is found again"
}

the_doctor_finds_nothing_but_no_display() {
    local told
    told=$(as_moment kiosk doctor) || fail "$told"
    [ "$(grep -cE '^(warn|fail)' <<< "$told")" = 1 ] || fail "$told"
    expect '^warn  display' "$told"
    say "doctor: $(grep -c '^ok' <<< "$told") ok, and no display, as there is none"
}

remove_keeps_and_purge_takes_all() {
    # What a session leaves behind for some seconds.
    as_moment sleep 600 2> /dev/null &
    apt_get remove -y moment-kiosk
    [ -e $DATA/feedback.db ] || fail "remove took the answers"
    [ ! -e /usr/lib/moment ] || fail "remove left $(find /usr/lib/moment)"
    apt_get purge -y moment-kiosk
    files > /package/after
    diff /package/before /package/after || fail "purge left or took the files above"
    getent passwd moment && fail "purge left the user"
    say "remove kept the answers, purge left nothing: $(wc -l < /package/after) files before and after"
}

for step in installs_in_a_bare_root purges_before_any_use installs_for_a_shop \
    the_manuals_lead_somewhere shoppers_type_in_four_languages a_tap_and_a_comment_land it_speaks_through_alsa the_page_is_made \
    a_manager_s_book_is_told the_answers_are_safe the_doctor_finds_nothing_but_no_display remove_keeps_and_purge_takes_all; do
    begun=$SECONDS
    "$step"
    echo "  $step: $((SECONDS - begun)) s"
done
