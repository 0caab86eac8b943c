pragma Singleton
import QtQuick

// Sizes, colours and type of every screen. Lengths are millimetres of the real screen.
QtObject {
    property real pixelsPerMm: 4
    property real widthMm: 320
    property real heightMm: 200
    property string family: "Noto Sans SC"
    property color brand: "#1f7a70"
    property bool motion: true

    readonly property bool portrait: heightMm > widthMm
    // 1 on a 15" screen; letters and faces grow with the screen, targets never fall below a fingertip.
    readonly property real growth: Math.min(2.2, Math.max(0.45, Math.min(
        Math.min(widthMm, heightMm) / 200, Math.max(widthMm, heightMm) / 320)))

    readonly property real fingertip: mm(12.7)
    readonly property real fingerGap: mm(2.54)
    readonly property real smallestText: mm(6.65) // x-height 3.6 mm
    readonly property real margin: size(16)
    readonly property real gap: Math.max(fingerGap, size(5))
    readonly property real headline: text(portrait ? 15.5 : 17)
    readonly property real heading: text(14)
    readonly property real body: text(7.2)

    readonly property color paper: "#f5f1e6"
    readonly property color card: "#fffaf0"
    readonly property color line: "#d9cfb8"
    readonly property color edge: "#8c8268"
    readonly property color ink: "#1d1b16"
    readonly property color softInk: "#38342b"
    readonly property color keyboard: "#2b2822"
    readonly property color scrim: "#c01d1b16"
    readonly property color accent: legibleUnder(paper, brand)
    // An ordered ramp that keeps its order without red and green: brick, amber, mint, deep teal.
    readonly property list<color> levels: ["#d2573f", "#ecae45", "#8dbf9c", "#2d8790"]

    readonly property int press: motion ? 90 : 0
    readonly property int slide: motion ? 190 : 0
    // After a screen has come to rest, before it can be tapped: the second tap of a double tap is spent by then.
    readonly property int hush: motion ? 250 : 0
    // Qt draws its keys for a keyboard this wide and 800 high; narrower means higher keys and larger letters.
    readonly property real keyboardDesignWidth: portrait ? 2100 : 2560
    readonly property real keyboardAspect: keyboardDesignWidth / 800

    function mm(length: real): real {
        return length * pixelsPerMm;
    }

    function size(length: real): real {
        return Math.round(mm(length * growth));
    }

    function text(length: real): real {
        return Math.round(Math.max(smallestText, size(length)));
    }

    function luminance(c: color): real {
        const linear = part => part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
        return 0.2126 * linear(c.r) + 0.7152 * linear(c.g) + 0.0722 * linear(c.b);
    }

    // WCAG 2.2 contrast ratio.
    function contrast(one: color, other: color): real {
        const a = luminance(one), b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    // The brand's colour, darkened just enough that text in `letters` reads at 10:1 on it.
    function legibleUnder(letters: color, background: color): color {
        let tried = background;
        for (let i = 0; i < 40 && contrast(letters, tried) < 10; ++i)
            tried = Qt.darker(tried, 1.06);
        return tried;
    }
}
