from __future__ import annotations

import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from kiosk.cli import kiosk
from kiosk.doctor.encryption import encryption
from kiosk.doctor.finding import Grade
from kiosk.errors import BadInputError, StorageError
from kiosk.keys import Credential, KeyFile
from kiosk.lock import RunningError, exclusive
from kiosk.model import Wrote
from kiosk.site import load_site
from kiosk.store import Recorder, open_reader, open_store
from kiosk.store.connection import FILE_NAME
from kiosk.store.encryption.cipher import KeyMismatchError, Sort, sort_of
from kiosk.store.encryption.moving import make_key
from tests.unit.builders import COMMENT, SURVEY, answer
from tests.unit.store.shop import ORIGIN, rows


class Shop:
    """A site file, a data folder with one answer, and a place for keys."""

    def __init__(self, folder):
        self.folder, self.data, self.key = folder, folder / "data", folder / "etc" / "key"
        self.key.parent.mkdir()
        self.site_file = folder / "site.toml"
        self.says("")
        with open_store(self.data) as store:
            Recorder(store, ORIGIN, SURVEY).save(answer(Wrote("queue"), COMMENT))

    def says(self, lines):
        self.site_file.write_text(f'data_dir = "data"\n{lines}')

    def run(self, *arguments):
        given = [*map(str, arguments), "--site", str(self.site_file)]
        result = CliRunner().invoke(kiosk, given, catch_exceptions=False)
        assert result.exit_code == 0
        return result.output

    @property
    def sort(self):
        return sort_of(self.data / FILE_NAME)

    def comments(self):
        with open_reader(self.data, load_site(self.site_file).key) as reader:
            return [row["text"] for row in rows(reader, "comments")]


@pytest.fixture
def shop(tmp_path):
    return Shop(tmp_path)


def test_the_way_of_the_manual(shop):
    (shop.data / "backups").mkdir()
    (shop.data / "backups" / "day.db").write_bytes((shop.data / FILE_NAME).read_bytes())
    said = shop.run("encrypt", "--new-key", shop.key)
    lines = f'[encryption]\nkey_file = "{shop.key}"'
    assert f"before the kiosk is started:\n\n{lines}\n" in said
    assert f"{shop.data / FILE_NAME}: encrypted\n{shop.data / 'backups' / 'day.db'}: encrypted\n" in said
    assert "reports, exports, mapping and log files are plain as before" in said
    assert shop.sort is Sort.ENCRYPTED
    with pytest.raises(KeyMismatchError, match=r"is encrypted, and no key is set; expected \[encryption\]"):
        shop.run("measures")
    shop.says(lines)
    assert shop.comments() == ["queue"]
    assert "was already encrypted" in shop.run("encrypt")
    assert "take [encryption] and its line out of the site file" in shop.run("decrypt")
    with pytest.raises(KeyMismatchError, match="is not encrypted, but a key is set"):
        shop.run("measures")
    shop.says("")
    assert shop.comments() == ["queue"]
    assert sort_of(shop.data / "backups" / "day.db") is Sort.PLAIN


def test_a_key_that_was_named_first_is_used(shop):
    shop.run("encrypt", "--new-key", shop.key)
    shop.run("decrypt", "--key-file", shop.key)
    shop.says(f'[encryption]\nkey_file = "{shop.key}"')
    said = shop.run("encrypt")
    assert shop.sort is Sort.ENCRYPTED
    assert "put this" not in said
    shop.says("")
    assert "was already encrypted" in shop.run("encrypt", "--key-file", shop.key)


def test_a_key_is_changed_for_another(shop):
    shop.run("encrypt", "--new-key", shop.key)
    shop.says(f'[encryption]\nkey_file = "{shop.key}"')
    said = shop.run("encrypt", "--new-key", shop.folder / "second")
    assert "change the line in the site file to this" in said
    assert f'\n\nkey_file = "{shop.folder / "second"}"\n' in said
    with pytest.raises(KeyMismatchError, match="is encrypted with another key, or damaged"):
        shop.comments()
    shop.says(f'[encryption]\nkey_file = "{shop.folder / "second"}"')
    assert shop.comments() == ["queue"]


def test_a_credential_works_like_a_file(shop, monkeypatch):
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    shop.says('[encryption]\ncredential = "key"')
    said = shop.run("encrypt", "--new-key", shop.key)
    assert "the systemd credential key must hold this key before the kiosk is started" in said
    assert shop.sort is Sort.ENCRYPTED
    with pytest.raises(StorageError, match=r"\$CREDENTIALS_DIRECTORY is not set"):
        shop.comments()
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(shop.folder / "etc"))
    assert shop.comments() == ["queue"]
    assert "the site file names this key: the kiosk can be started" in shop.run("encrypt")
    shop.run("decrypt")
    assert shop.sort is Sort.PLAIN


@pytest.mark.parametrize(("arguments", "told"), [
    (["encrypt"], r"no key: expected --new-key FILE, --key-file FILE, or \[encryption\]"),
    (["encrypt", "--new-key", "a", "--key-file", "b"], "expected --key-file or --new-key, not both"),
    (["decrypt"], r"no key: expected --key-file FILE, or \[encryption\]"),
])  # fmt: skip
def test_which_key_must_be_said(shop, arguments, told):
    with pytest.raises(BadInputError, match=told):
        shop.run(*arguments)
    assert shop.sort is Sort.PLAIN


def test_a_new_key_in_the_data_folder_is_not_even_made(shop):
    with pytest.raises(StorageError, match="the key lies in the data folder"):
        shop.run("encrypt", "--new-key", shop.data / "key")
    assert not (shop.data / "key").exists()
    assert shop.sort is Sort.PLAIN


def test_beside_a_running_kiosk_nothing_is_moved(shop):
    program = "import sys; from pathlib import Path; from kiosk.lock import hold; lock = hold(Path(sys.argv[1])); " \
              "print('held', flush=True); sys.stdin.read()"  # fmt: skip
    with subprocess.Popen([sys.executable, "-c", program, shop.data], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                          text=True) as other:  # fmt: skip
        assert other.stdout.readline() == "held\n"
        with pytest.raises(RunningError, match="a kiosk is running on this data folder"):
            shop.run("encrypt", "--new-key", shop.key)
        assert (shop.sort, shop.key.exists()) == (Sort.PLAIN, False)
        other.stdin.close()
    shop.run("encrypt", "--new-key", shop.key)
    assert shop.sort is Sort.ENCRYPTED


def test_no_new_key_is_made_for_a_database_that_nothing_opens(shop):
    shop.run("encrypt", "--new-key", shop.key)
    with pytest.raises(KeyMismatchError, match="is encrypted, and no key is set"):
        shop.run("encrypt", "--new-key", shop.folder / "second")
    assert not (shop.folder / "second").exists()


def test_a_damaged_backup_makes_it_end_with_1_after_all_others(shop):
    (shop.data / "backups").mkdir()
    (shop.data / "backups" / "day.db").write_bytes(b"SQLite format 3\0" + bytes(5000))
    given = ["encrypt", "--new-key", str(shop.key), "--site", str(shop.site_file)]
    result = CliRunner().invoke(kiosk, given)
    assert "1 file stays as it was:\n" in str(result.exception)
    assert "day.db: " in str(result.exception)
    assert f'key_file = "{shop.key}"' in result.output
    assert shop.sort is Sort.ENCRYPTED


def test_backups_in_the_second_place_are_moved_too_where_it_is_there(shop):
    shop.says('[backup]\nsecond = "stick"')
    with pytest.raises(StorageError, match=r"stick/kiosk-1: the second place for backups is not there"):
        shop.run("encrypt", "--new-key", shop.key)
    assert shop.sort is Sort.ENCRYPTED
    carried = shop.folder / "stick" / "kiosk-1" / "daily-2026-11-22.db"
    carried.parent.mkdir(parents=True)
    shop.run("decrypt", "--key-file", shop.key)
    carried.write_bytes((shop.data / FILE_NAME).read_bytes())
    assert f"{carried}: encrypted" in shop.run("encrypt", "--key-file", shop.key)
    assert sort_of(carried) is Sort.ENCRYPTED


def test_without_a_database_there_is_nothing_to_move(tmp_path):
    (tmp_path / "site.toml").write_text('data_dir = "data"\n')
    result = CliRunner().invoke(
        kiosk, ["encrypt", "--new-key", str(tmp_path / "key"), "--site", str(tmp_path / "site.toml")]
    )
    assert result.exit_code == 0
    assert "no database yet" in result.output
    assert not (tmp_path / "data").exists()


def test_root_leaves_nothing_that_the_kiosks_user_cannot_use(shop):
    for path in (shop.data, *shop.data.iterdir()):
        os.chown(path, 4321, 4322)
    shop.run("encrypt", "--new-key", shop.key)
    for path in (*shop.data.iterdir(), shop.key):
        assert (path.stat().st_uid, path.stat().st_gid) == (4321, 4322), path


def grades(data, key):
    return [(finding.grade, finding.told) for finding in encryption(data, key)]


def test_the_doctor_says_whether_it_is_on(shop):
    ((grade, told),) = grades(shop.data, None)
    assert (grade, told[:3]) == (Grade.OK, "off")
    shop.run("encrypt", "--new-key", shop.key)
    ((grade, told),) = grades(shop.data, None)
    assert (grade, "no key is set, but feedback.db is encrypted" in told) == (Grade.FAIL, True)
    ((grade, told),) = grades(shop.data, KeyFile(shop.key))
    assert grade is Grade.WARN
    assert "is on the disk that holds the data" in told
    (shop.data / "old.db").write_bytes(b"SQLite format 3\0" + bytes(5000))
    assert grades(shop.data, KeyFile(shop.key)) == [(Grade.WARN, "still plain: old.db")]


def test_the_doctor_likes_a_key_that_is_not_on_the_disk(shop, monkeypatch):
    shop.run("encrypt", "--new-key", shop.key)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(shop.folder / "etc"))
    assert grades(shop.data, Credential("key")) == [(Grade.OK, "on, with the systemd credential key")]


def test_the_doctor_looks_at_the_key_before_there_is_a_database(tmp_path):
    key = KeyFile(tmp_path / "key")
    with pytest.raises(StorageError, match="the key cannot be read"):
        grades(tmp_path / "data", key)
    make_key(key.path, tmp_path / "data")
    assert grades(tmp_path / "data", key) == [(Grade.OK, f"on, with {key.path}")]


def test_the_doctor_tells_a_key_that_is_no_good(shop):
    shop.says(f'[encryption]\nkey_file = "{shop.key}"')
    for text, mode, told in (("x", 0o600, "holds no key"), ("x", 0o644, "others can read or change the key")):
        shop.key.write_text(text)
        shop.key.chmod(mode)
        result = CliRunner().invoke(kiosk, ["doctor", "--site", str(shop.site_file)])
        assert result.exit_code == 1
        assert any("encryption" in line and told in line for line in result.output.splitlines())


def test_the_lock_is_free_again(shop):
    shop.run("encrypt", "--new-key", shop.key)
    with exclusive(shop.data):
        pass
