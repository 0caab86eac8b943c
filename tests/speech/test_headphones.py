"""Jack controls as real machines printed them (`amixer contents`); where each is from stands above it."""

from __future__ import annotations

import pytest

from ui.speech.headphones import plugged

# A Dell all-in-one, nothing plugged in: github.com/thesofproject/linux issue 5855.
DELL_UNPLUGGED = """\
numid=37,iface=CARD,name='HDMI/DP,pcm=7 Jack'
  ; type=BOOLEAN,access=r-------,values=1
  : values=off
numid=22,iface=CARD,name='Headphone Jack'
  ; type=BOOLEAN,access=r-------,values=1
  : values=off
numid=23,iface=CARD,name='Headset Mic Jack'
  ; type=BOOLEAN,access=r-------,values=1
  : values=off
numid=20,iface=MIXER,name='Headphone Switch'
  ; type=BOOLEAN,access=rw------,values=1
  : values=off
numid=54,iface=MIXER,name='Microphone Capture DRC bytes'
  ; type=BYTES,access=-----RW-,values=1024
  ; ASoC TLV Byte control, skipping bytes dump
numid=55,iface=MIXER,name='Microphone Capture DRC switch'
  ; type=BOOLEAN,access=rw------,values=1
  : values=on
"""
# A board with an es8388, headphones with a microphone plugged in: its maker's manual, printed without indents.
BOARD_PLUGGED = """\
numid=26,iface=CARD,name='Headphone Jack'
; type=BOOLEAN,access=r-------,values=1
: values=on
numid=27,iface=CARD,name='Headset Mic Jack'
; type=BOOLEAN,access=r-------,values=1
: values=on
"""
# An Asus Xonar SE on USB, loudspeakers and microphones plugged in but no headphones: alsa-project/alsa-lib issue 410.
USB_UNPLUGGED = """\
numid=30,iface=CARD,name='Clock Source 24 Validity'
  ; type=BOOLEAN,access=r-------,values=1
  : values=on
numid=16,iface=CARD,name='Headphone - Output Jack'
  ; type=BOOLEAN,access=r-------,values=1
  : values=off
numid=19,iface=CARD,name='IEC958 In - Output Jack'
  ; type=BOOLEAN,access=r-------,values=1
  : values=on
numid=31,iface=CARD,name='Mic - Input Jack',index=1
  ; type=BOOLEAN,access=r-------,values=1
  : values=off
numid=11,iface=CARD,name='Speaker - Output Jack'
  ; type=BOOLEAN,access=r-------,values=1
  : values=on
numid=7,iface=MIXER,name='PCM Playback Switch'
  ; type=BOOLEAN,access=rw------,values=1
  : values=on
"""
# A Raspberry Pi with a wm8960, which has no jack control at all: github.com/pguyot/wm8960 issue 2.
NO_JACK = """\
numid=12,iface=MIXER,name='Headphone Playback ZC Switch'
  ; type=BOOLEAN,access=rw------,values=2
  : values=off,off
numid=11,iface=MIXER,name='Headphone Playback Volume'
  ; type=INTEGER,access=rw---R--,values=2,min=0,max=127,step=0
  : values=122,122
  | dBscale-min=-121.00dB,step=1.00dB,mute=1
numid=57,iface=MIXER,name='Mono Output Mixer Left Switch'
  ; type=BOOLEAN,access=rw------,values=1
  : values=off
"""


@pytest.mark.parametrize("contents", [DELL_UNPLUGGED, USB_UNPLUGGED, NO_JACK, ""])
def test_no_headphones(contents: str) -> None:
    assert not plugged(contents)


@pytest.mark.parametrize(
    "contents",
    [BOARD_PLUGGED, DELL_UNPLUGGED.replace("off", "on", 2), USB_UNPLUGGED.replace("off", "on", 1)],
)
def test_headphones(contents: str) -> None:
    assert plugged(contents)


@pytest.mark.parametrize("name", ["Headphone Phantom Jack", "Headphone Mic Jack", "Headset Mic Jack", "Line Out Jack"])
def test_a_jack_that_tells_nothing_of_headphones_counts_as_none(name: str) -> None:
    assert not plugged(BOARD_PLUGGED.replace("Headphone Jack", name))


@pytest.mark.parametrize("name", ["Front Headphone Jack", "Headphone - Output Jack", "Headset Jack"])
def test_the_other_names_of_the_jack(name: str) -> None:
    assert plugged(BOARD_PLUGGED.replace("Headphone Jack", name))
