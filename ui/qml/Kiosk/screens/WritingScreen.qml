import Kiosk

// A screen with something to write on; forget() leaves nothing of it, write() goes on with it. While it is covered,
// only the field stays enabled: a field that loses its focus loses the syllable being composed.
KioskScreen {
    property bool covered

    function forget(): void {
    }

    function write(): void {
    }
}
