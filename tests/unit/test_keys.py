from __future__ import annotations

import traceback
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kiosk.checking import faults_in
from kiosk.errors import BadInputError, StorageError
from kiosk.keys import Credential, KeyFile, Secret, key_path, new_secret, read_key, refuse_beside
from kiosk.site import load_site

GOOD = bytes(range(32)).hex()


@pytest.fixture
def key_file(tmp_path):
    def write(content, mode=0o600):
        path = tmp_path / "key"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        path.chmod(mode)
        return KeyFile(path)

    return write


@pytest.mark.parametrize("text", [GOOD, GOOD.upper(), f"{GOOD}\n", f"  {GOOD}\r\n"])
def test_a_key_is_64_hex_characters_whatever_stands_around_it(key_file, text):
    assert read_key(key_file(text)).hex == GOOD


@pytest.mark.parametrize("text", [
    "", "secret", GOOD[:-1], GOOD + "00", GOOD[:-1] + "g", f"{GOOD}\n{GOOD}", "٣" * 64, b"\xff\xfe" * 32, b"\0" * 64,
])  # fmt: skip
def test_what_is_no_key_is_told_with_what_was_expected(key_file, text):
    with pytest.raises(StorageError, match=r"key: holds no key; expected 32 random bytes as 64 hex characters"):
        read_key(key_file(text))


@given(st.binary(max_size=2000) | st.text("0123456789abcdefABCDEF \n", min_size=60, max_size=70).map(str.encode))
def test_of_any_file_only_a_key_is_taken(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("keys") / "key"
    path.write_bytes(content)
    path.chmod(0o600)
    try:
        found = read_key(KeyFile(path))
    except StorageError:
        return
    assert bytes.fromhex(found.hex) == bytes.fromhex(content.decode())
    assert len(content.strip()) == 64


@pytest.mark.parametrize("text", ["00" * 32, "ab" * 32, "0123456789abcdef" * 4])
def test_a_key_that_somebody_made_up_is_refused(key_file, text):
    with pytest.raises(StorageError, match="this key can be guessed"):
        read_key(key_file(text))


@given(st.integers(0, 0o777))
@example(0o640)
@example(0o604)
def test_a_key_that_others_can_read_or_change_is_refused(tmp_path_factory, mode):
    path = tmp_path_factory.mktemp("keys") / "key"
    path.write_text(GOOD)
    path.chmod(mode)
    others = any(mode >> 3 * who & right for who, right in ((0, 1), (0, 2), (0, 4), (1, 2)))
    if others:
        with pytest.raises(StorageError, match=rf"others can read or change the key \(mode {mode:o}\); expected 600"):
            read_key(KeyFile(path))
    else:
        assert read_key(KeyFile(path)).hex == GOOD


def test_a_key_that_is_not_there_is_told(tmp_path):
    with pytest.raises(StorageError, match=r"none: the key cannot be read \(No such file or directory\)"):
        read_key(KeyFile(tmp_path / "none"))
    with pytest.raises(StorageError, match=r"the key cannot be read \(Is a directory\)"):
        read_key(KeyFile(tmp_path))


def test_a_credential_is_what_systemd_hands_over(tmp_path, monkeypatch):
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    (tmp_path / "moment-key").write_text(GOOD)
    (tmp_path / "moment-key").chmod(0o440)
    assert read_key(Credential("moment-key")).hex == GOOD
    monkeypatch.delenv("CREDENTIALS_DIRECTORY")
    with pytest.raises(StorageError, match=r"the systemd credential moment-key: \$CREDENTIALS_DIRECTORY is not set"):
        read_key(Credential("moment-key"))


@pytest.mark.parametrize("inside", ["key", "backups/key", "../data/key"])
def test_a_key_beside_the_data_is_refused(tmp_path, inside):
    data = tmp_path / "data"
    with pytest.raises(StorageError, match=r"the key lies in the data folder .*; expected it elsewhere"):
        refuse_beside(KeyFile(data / inside), data)


def test_a_key_is_judged_by_where_its_links_lead(tmp_path):
    data, elsewhere = tmp_path / "data", tmp_path / "elsewhere"
    data.mkdir()
    elsewhere.mkdir()
    (elsewhere / "key").symlink_to(data / "key")
    (tmp_path / "linked").symlink_to(data)
    (data / "out").symlink_to(elsewhere / "real")
    for beside in (elsewhere / "key", tmp_path / "linked" / "key"):
        with pytest.raises(StorageError, match="lies in the data folder"):
            refuse_beside(KeyFile(beside), data)
    with pytest.raises(StorageError, match="lies in the data folder"):
        refuse_beside(KeyFile(data / "key"), tmp_path / "linked")
    refuse_beside(KeyFile(data / "out"), data)
    refuse_beside(KeyFile(tmp_path / "data-key"), data)


def test_no_message_and_no_traceback_shows_the_secret(key_file):
    secret = new_secret()
    assert secret.hex not in f"{secret!r} {secret}"
    for text in (secret.hex + "0", secret.hex[:-1]):
        with pytest.raises(StorageError) as caught:
            read_key(key_file(text))
        assert text[:8] not in "".join(traceback.format_exception(caught.value))


def test_new_keys_are_good_ones_and_differ(key_file):
    made = [new_secret() for _ in range(50)]
    assert len({secret.hex for secret in made}) == 50
    for secret in made:
        assert read_key(key_file(secret.hex)) == secret
    assert isinstance(made[0], Secret)


def test_the_site_file_names_a_file_or_a_credential(tmp_path):
    path = tmp_path / "site.toml"
    assert load_site(None).key is None
    path.write_text('[encryption]\nkey_file = "keys/key"')
    assert load_site(path).key == KeyFile(tmp_path / "keys" / "key")
    path.write_text('[encryption]\nkey_file = "/etc/kiosk/key"')
    assert str(key_path(load_site(path).key)) == "/etc/kiosk/key"
    path.write_text('[encryption]\ncredential = "moment-key"')
    assert load_site(path).key == Credential("moment-key")


@pytest.mark.parametrize(("lines", "told"), [
    ("", "must have either key_file or credential, one of them"),
    ('key_file = "a"\ncredential = "b"', "must have either key_file or credential, one of them"),
    ('credential = "../key"', "must be the name of a systemd credential"),
    ('key_file = ""', "must not be empty"),
    ('key = "00"', "is not a known key"),
])  # fmt: skip
def test_what_the_site_file_says_wrongly_is_told(tmp_path, lines, told):
    path = tmp_path / "site.toml"
    path.write_text(f"[encryption]\n{lines}")
    with pytest.raises(BadInputError, match=told):
        load_site(path)


def test_the_file_of_a_key_is_closed_again(key_file):
    key = key_file(GOOD)
    before = set(Path("/proc/self/fd").iterdir())
    for _ in range(5):
        read_key(key)
    assert set(Path("/proc/self/fd").iterdir()) == before


def test_check_tells_a_key_in_the_data_folder_with_its_line(tmp_path):
    path = tmp_path / "site.toml"
    path.write_text('data_dir = "data"\n[encryption]\nkey_file = "data/keys/key"')
    assert faults_in(path) == [
        f"{path}, line 3: encryption.key_file: lies in the data folder, expected the key elsewhere"
    ]
    path.write_text('data_dir = "data"\n[encryption]\nkey_file = "keys/key"')
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "key").touch()
    assert faults_in(path) == []
