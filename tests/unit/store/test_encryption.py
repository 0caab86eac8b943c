from __future__ import annotations

import shutil
from contextlib import closing

import pytest

from kiosk.errors import StorageError
from kiosk.keys import Credential, KeyFile
from kiosk.model import Wrote
from kiosk.store import Recorder, open_reader, open_store
from kiosk.store.connection import FILE_NAME, MEND_DAMAGE
from kiosk.store.encryption.cipher import KeyMismatchError, Sort, connect, sort_of
from kiosk.store.encryption.moving import make_key
from kiosk.store.health import damage
from tests.unit.builders import COMMENT, SURVEY, answer, rated
from tests.unit.store.shop import ORIGIN, pragma, rows

SAID = "收银台排队太久了 the queue is too long"


@pytest.fixture
def data(tmp_path):
    return tmp_path / "data"


@pytest.fixture
def key(tmp_path, data):
    make_key(tmp_path / "key", data)
    return KeyFile(tmp_path / "key")


@pytest.fixture
def other_key(tmp_path, data):
    make_key(tmp_path / "other", data)
    return KeyFile(tmp_path / "other")


def fill(folder, key=None):
    with open_store(folder, key) as store:
        Recorder(store, ORIGIN, SURVEY).save_all(
            [*(rated(1 + n % 4, visit=f"v{n:03}") for n in range(200)), answer(Wrote(SAID), COMMENT, visit="v001")]
        )


def spelt(text):
    return [text.encode(coding) for coding in ("utf-8", "utf-16-le", "utf-16-be")]


def test_under_a_key_a_new_database_is_encrypted_and_works_as_ever(data, key):
    fill(data, key)
    assert sort_of(data / FILE_NAME) is Sort.ENCRYPTED
    with open_reader(data, key) as reader:
        assert rows(reader, "comments")[0]["text"] == SAID
        assert damage(reader) == []
    with open_store(data, key) as store:
        assert [pragma(store, name) for name in ("journal_mode", "synchronous", "secure_delete")] == ["wal", 2, 1]


def test_no_word_of_it_is_on_the_disk_while_the_kiosk_runs(data, key):
    with open_store(data, key) as store:
        recorder = Recorder(store, ORIGIN, SURVEY)
        for n in range(50):
            recorder.save(answer(Wrote(f"{SAID} {n}"), COMMENT, visit=f"v{n}"))
        files = {path.name: path.read_bytes() for path in data.iterdir()}
    assert len(files["feedback.db-wal"]) > 50 * 4096
    for word in ("收银台", "queue", "checkout", "CREATE TABLE", "SQLite format"):
        for name, content in files.items():
            assert not any(spelling in content for spelling in spelt(word)), (word, name)


def test_the_check_above_finds_words_in_a_plain_database(data):
    fill(data)
    content = (data / FILE_NAME).read_bytes()
    assert all("收银台".encode() in content and word in content for word in (b"queue", b"CREATE TABLE"))


@pytest.mark.parametrize("opening", [open_store, open_reader])
def test_a_plain_database_is_not_opened_under_a_key(data, key, opening):
    fill(data)
    before = (data / FILE_NAME).read_bytes()
    with pytest.raises(KeyMismatchError, match=r"feedback\.db: is not encrypted, but a key is set .*`kiosk encrypt`"):
        opening(data, key)
    assert (data / FILE_NAME).read_bytes() == before


@pytest.mark.parametrize("opening", [open_store, open_reader])
def test_an_encrypted_database_is_not_opened_without_its_key(data, key, other_key, opening):
    fill(data, key)
    before = (data / FILE_NAME).read_bytes()
    with pytest.raises(KeyMismatchError, match=r"feedback\.db: is encrypted, and no key is set"):
        opening(data)
    with pytest.raises(KeyMismatchError, match=r"feedback\.db: is encrypted with another key, or damaged; .*other"):
        opening(data, other_key)
    assert (data / FILE_NAME).read_bytes() == before
    with open_reader(data, key) as reader:
        assert len(rows(reader, "visits")) == 200


@pytest.mark.parametrize("encrypted", [True, False])
def test_a_wrong_key_does_no_harm_to_what_is_still_in_the_log(data, key, other_key, encrypted):
    used = key if encrypted else None
    with open_store(data, used) as store:
        store.database.execute("PRAGMA wal_autocheckpoint = 0")
        Recorder(store, ORIGIN, SURVEY).save_all([rated(1, visit=f"v{n}") for n in range(100)])
        cut = data.with_name("cut")
        cut.mkdir()
        for name in (FILE_NAME, f"{FILE_NAME}-wal"):
            shutil.copy(data / name, cut)
    for wrong in (None, key, other_key):
        for opening in (open_store, open_reader):
            if wrong != used:
                with pytest.raises(KeyMismatchError):
                    opening(cut, wrong)
    with open_store(cut, used) as store:
        assert len(rows(store, "visits")) == 100
        assert store.database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


@pytest.mark.parametrize("opening", [open_store, open_reader])
@pytest.mark.parametrize("with_key", [True, False])
def test_a_damaged_file_is_told_as_damaged_with_a_key_and_without(data, key, opening, with_key):
    data.mkdir()
    (data / FILE_NAME).write_bytes(b"no database at all " * 500)
    with pytest.raises(StorageError, match="file is not a database") as caught:
        opening(data, key if with_key else None)
    assert not isinstance(caught.value, KeyMismatchError)
    assert caught.value.mend == MEND_DAMAGE


def test_a_broken_page_is_found_under_a_key_too(data, key):
    fill(data, key)
    with (data / FILE_NAME).open("r+b") as file:
        file.seek(4096 * 5 + 77)
        byte = file.read(1)[0]
        file.seek(-1, 1)
        file.write(bytes([byte ^ 1]))
    with open_reader(data, key) as reader:
        assert damage(reader) != []


@pytest.mark.parametrize("opening", [open_store, open_reader])
def test_a_key_beside_the_data_opens_nothing(data, key, opening):
    fill(data, key)
    shutil.copy(key.path, data / "key")
    with pytest.raises(StorageError, match="the key lies in the data folder"):
        opening(data, KeyFile(data / "key"))


def test_a_key_that_cannot_be_had_makes_no_database(data, tmp_path):
    for missing in (KeyFile(tmp_path / "none"), Credential("moment-key")):
        with pytest.raises(StorageError):
            open_store(data, missing)
        assert not (data / FILE_NAME).exists()


def test_a_vacuumed_copy_is_encrypted_with_the_same_key(data, key, tmp_path):
    fill(data, key)
    with open_reader(data, key) as reader, closing(connect(data / FILE_NAME, "ro", key)) as source:
        source.execute("VACUUM INTO ?", (str(tmp_path / "copy.db"),))
        assert sort_of(tmp_path / "copy.db") is Sort.ENCRYPTED
        with closing(connect(tmp_path / "copy.db", "ro", key)) as copy:
            assert copy.execute("SELECT text FROM comments").fetchall() == [(SAID,)]
            assert copy.execute("PRAGMA cipher_integrity_check").fetchall() == []
        assert len(rows(reader, "answers")) == 200


def test_what_is_sorted_is_sorted_in_memory_not_in_a_plain_temporary_file(data, key):
    with open_store(data, key) as store:
        options = {row[0] for row in store.database.execute("PRAGMA compile_options").fetchall()}
        assert "TEMP_STORE=2" in options
        assert int(pragma(store, "temp_store")) == 0, "as compiled"


def test_nothing_is_written_to_standard_error(data, key, other_key, capfd):
    fill(data, key)
    for wrong in (None, other_key):
        with pytest.raises(KeyMismatchError):
            open_reader(data, wrong)
    assert capfd.readouterr().err == ""


def test_an_opened_database_without_any_byte_is_a_new_one(data, key):
    data.mkdir()
    (data / FILE_NAME).touch()
    assert sort_of(data / FILE_NAME) is Sort.NONE
    fill(data, key)
    assert sort_of(data / FILE_NAME) is Sort.ENCRYPTED
