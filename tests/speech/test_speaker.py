"""The speaker through a real speech-dispatcher and a real espeak-ng, judged by what was played."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kiosk.model import Language
from kiosk.words import available
from tests.speech.conftest import BYTES_A_SECOND, Desk, need_packages, samples
from ui.speech.headphones import CARDS
from ui.speech.speaker import HEADPHONES_ONLY, Speaker


@dataclass(frozen=True)
class Sample:
    text: str
    heard: str
    """What speech-dispatcher should be given."""
    voice: str
    code: str
    """The same voice as espeak-ng calls it."""


SAMPLES = {
    "en": Sample("How was it today?", "How was it today?", "English (America)", "en-us"),
    "ko": Sample("오늘 어떠셨어요?", "오늘 어떠셨어요?", "Korean", "ko"),
    "zh_CN": Sample(
        "您对今天的购物满意吗？",
        "nin2 dui4 jin1 tian1 de5 gou4 wu4 man3 yi4 ma5 ?",
        "Chinese (Mandarin, latin as Pinyin)",
        "cmn-latn-pinyin",
    ),
    "zh_TW": Sample(
        "您對店裡的音樂滿意嗎？",
        "nin2 dui4 dian4 li3 de5 yin1 yue4 man3 yi4 ma5 ?",
        "Chinese (Mandarin, latin as Pinyin)",
        "cmn-latn-pinyin",
    ),
    "ja": Sample("今日のお買い物は満足でしたか？", "きょう のお かいもの わ まんぞく でしたか ?", "Japanese", "ja"),
    "es": Sample("¿Qué tal su compra de hoy?", "¿Qué tal su compra de hoy?", "Spanish (Spain)", "es"),
    "fr": Sample("Comment s’est passé votre achat ?", "Comment s’est passé votre achat ?", "French (France)", "fr"),
    "de": Sample("Wie war Ihr Einkauf heute?", "Wie war Ihr Einkauf heute?", "German", "de"),
    "vi": Sample("Hôm nay bạn mua sắm thế nào?", "Hôm nay bạn mua sắm thế nào?", "Vietnamese (Northern)", "vi"),
}
WITHOUT_VOICE = {"ar": "كيف كانت تجربتك اليوم؟", "th": "วันนี้เป็นอย่างไรบ้าง"}
LONG = "This is a very long sentence that nobody at a till would ever want to hear until its end. " * 8


@pytest.fixture(scope="module")
def speaker(desk: Desk, qapp: object) -> Iterator[Speaker]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPEECHD_ADDRESS", desk.address)
        speaker = Speaker(available(), headphones_only=False)
        speaker.prepare()
        yield speaker
        speaker.close()


def awaken(speaker: Speaker, qtbot: QtBot) -> None:
    speaker.prepare()
    qtbot.waitUntil(lambda: speaker.speaks("en"), timeout=10_000)


def seconds_of(sample: Sample, folder: Path) -> float:
    """How long espeak-ng itself takes to say it, at the pace of speech-dispatcher."""
    wav = folder / "reference.wav"
    subprocess.run(["espeak-ng", "-v", sample.code, "-s", "170", "-w", wav, sample.heard], check=True)
    return (wav.stat().st_size - 44) / BYTES_A_SECOND


def test_every_language_we_ship_is_either_spoken_or_known_to_have_no_voice() -> None:
    assert set(available()) == SAMPLES.keys() | WITHOUT_VOICE.keys()


@pytest.mark.parametrize("language", SAMPLES)
def test_a_language_is_heard_in_its_own_voice(
    language: str, speaker: Speaker, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    awaken(speaker, qtbot)
    assert speaker.speaks(language)
    sample = SAMPLES[language]
    expected = seconds_of(sample, tmp_path) * BYTES_A_SECOND
    before = desk.bytes_played()

    speaker.say(sample.text, language)

    qtbot.waitUntil(lambda: desk.bytes_played() - before > 0.8 * expected, timeout=5_000)
    assert desk.said()[-1] == (sample.voice, sample.heard)
    assert desk.bytes_played() - before < 1.25 * expected
    assert max(samples(desk.audio.read_bytes()[before:])) > 3000


@pytest.mark.parametrize("language", WITHOUT_VOICE)
def test_a_language_without_a_voice_is_met_with_silence(
    language: str, speaker: Speaker, desk: Desk, qtbot: QtBot
) -> None:
    awaken(speaker, qtbot)
    assert not speaker.speaks(language)
    before = desk.said()

    speaker.say(WITHOUT_VOICE[language], language)
    speaker.say("done", "en")

    qtbot.waitUntil(lambda: len(desk.said()) > len(before), timeout=5_000)
    assert desk.said()[len(before) :] == [("English (America)", "done")]


def test_a_new_text_interrupts_the_old_one(paced_desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPEECHD_ADDRESS", paced_desk.address)
    speaker = Speaker((Language("en"),), headphones_only=False)
    speaker.say(LONG, "en")
    qtbot.waitUntil(lambda: paced_desk.seconds_heard() > 1, timeout=10_000)

    speaker.say("Short.", "en")
    qtbot.waitUntil(lambda: paced_desk.said()[-1][1] == "Short.", timeout=2_000)
    heard = paced_desk.seconds_heard()
    qtbot.waitUntil(lambda: paced_desk.seconds_heard() > heard + 0.3, timeout=2_000)

    speaker.say(LONG, "en")
    qtbot.waitUntil(lambda: paced_desk.seconds_heard() > heard + 1.5, timeout=4_000)
    broken_off = paced_desk.cancelled()
    speaker.stop()
    qtbot.waitUntil(lambda: paced_desk.cancelled() > broken_off, timeout=2_000)
    speaker.close()

    # LONG alone is forty seconds.
    assert paced_desk.seconds_heard() < 4


def test_without_a_speech_dispatcher_nothing_speaks_and_once_it_is_there_it_does(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    need_packages()
    desk = Desk(tmp_path)
    monkeypatch.setenv("SPEECHD_ADDRESS", desk.address)
    speaker = Speaker((Language("en"),), headphones_only=False)
    with desk.open() as process:
        awaken(speaker, qtbot)
        process.kill()
        process.wait()
        (tmp_path / "socket").unlink()

        with qtbot.waitSignal(speaker.voicesChanged, timeout=10_000):
            speaker.say("Nobody hears this", "en")
        assert not speaker.speaks("en")

    with desk.open():
        qtbot.waitUntil(lambda: speaker.prepare() or speaker.speaks("en"), timeout=15_000)
        speaker.say("Back again", "en")
        qtbot.waitUntil(lambda: ("English (America)", "Back again") in desk.said(), timeout=5_000)
    speaker.close()


def test_with_headphones_only_a_machine_without_a_jack_stays_silent(desk: Desk) -> None:
    if any(CARDS.glob("card*")):
        pytest.skip("this machine has a sound card, whose jack may be in use")
    before = desk.said()

    voice = subprocess.run(
        [sys.executable, "-m", "ui.speech.voice", HEADPHONES_ONLY, "en"],
        input=json.dumps({"say": "For nobody's ears", "language": "en"}) + "\n",
        env=os.environ | {"SPEECHD_ADDRESS": desk.address},
        capture_output=True,
        text=True,
        check=True,
    )

    assert voice.stdout.splitlines() == ['{"speaks": ["en"]}'] * 2
    assert desk.said() == before
