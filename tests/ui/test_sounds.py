"""Sounds that reach the sound card, and silence where there is none."""

from __future__ import annotations

import os
import runpy
import wave
from fcntl import F_SETPIPE_SZ, fcntl
from itertools import pairwise
from pathlib import Path
from threading import Thread

import pytest

from kiosk.assets import ASSETS
from ui.sounds import TAP, THANKS, Sounds

CARD = 'pcm.!default {{ type plug slave.pcm {{ type file slave.pcm {{ type null }} file "{file}" format raw }} }}'
"""A sound card that writes what it is given into a file."""


@pytest.fixture
def heard(tmp_path, monkeypatch):
    """The file that takes what the sound card is given."""
    (tmp_path / "asound.conf").write_text(CARD.format(file=tmp_path / "heard"), encoding="utf-8")
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(tmp_path / "asound.conf"))
    return tmp_path / "heard"


def samples(sound: Path) -> bytes:
    with wave.open(str(sound)) as file:
        return file.readframes(file.getnframes())


@pytest.mark.parametrize(("play", "sound"), [(Sounds.tap, TAP), (Sounds.thanks, THANKS)])
def test_every_sample_of_a_sound_reaches_the_card(heard, play, sound, caplog):
    sounds = Sounds()
    play(sounds)
    sounds.close()
    assert heard.read_bytes() == samples(sound)
    assert not caplog.records


def test_a_new_sound_ends_the_one_before(heard):
    os.mkfifo(heard)
    kept_open = os.open(heard, os.O_RDWR)
    fcntl(kept_open, F_SETPIPE_SZ, 4096)  # so that the card cannot take the first sound whole
    sounds = Sounds()
    sounds.thanks()
    first = os.read(kept_open, 1)
    sounds.tap()
    with heard.open("rb") as pipe:
        rest: list[bytes] = []
        reader = Thread(target=lambda: rest.append(pipe.read()))
        reader.start()
        sounds.close()
        os.close(kept_open)
        reader.join(10)
    heard_all = first + b"".join(rest)
    assert heard_all.endswith(samples(TAP))
    assert heard_all.startswith(samples(THANKS)[:1000])
    assert len(heard_all) < len(samples(THANKS))


@pytest.mark.parametrize("config", ["", 'pcm.!default { type hw card 7 }'])
def test_without_a_card_there_is_silence_told_once(tmp_path, monkeypatch, caplog, capfd, config):
    (tmp_path / "asound.conf").write_text(config, encoding="utf-8")
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(tmp_path / "asound.conf"))
    for _ in range(2):
        sounds = Sounds()
        sounds.tap()
        sounds.close()
    assert [record.message.partition(":")[0] for record in caplog.records] == ["no sound", "no sound"]
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("sound", [TAP, THANKS])
def test_a_sound_is_small_short_and_soft(sound):
    with wave.open(str(sound)) as file:
        assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        assert file.getnframes() < file.getframerate()
    loud = memoryview(samples(sound)).cast("h")
    assert sound.stat().st_size < 30_000
    assert 0.2 < max(map(abs, loud)) / 32768 < 0.5
    assert max(map(abs, (loud[0], loud[-1]))) < 300, "it cracks"
    assert max(abs(b - a) for a, b in pairwise(loud)) < 6000, "it cracks"


def test_the_sounds_are_those_that_their_script_makes(tmp_path):
    runpy.run_path(str(ASSETS.parent / "packaging" / "sounds.py"))["main"](tmp_path)
    for sound in (TAP, THANKS):
        made, shipped = (memoryview(samples(path)).cast("h") for path in (tmp_path / sound.name, sound))
        # Sines may differ in their last digit from one machine to another.
        assert len(made) == len(shipped)
        assert max(abs(a - b) for a, b in zip(made, shipped, strict=True)) <= 1
