pragma Singleton
import QtQuick

// Sizes, colours and type of every screen. Lengths are millimetres of the real screen.
QtObject {
    property real pixelsPerMm: 4
    property real widthMm: 320
    property real heightMm: 200
    property string family: "Noto Sans SC"
    property color brand: "#1f7a70"
    property string look: "default"
    property real textScale: 1
    property bool wantsLowReach: false
    property var icons: ({})
    property bool motion: true
    property bool calm: false

    readonly property bool portrait: heightMm > widthMm
    readonly property bool compact: Math.min(widthMm, heightMm) < 110
    // Lower than this, the whole screen is within everybody's reach, and half of it holds nothing.
    readonly property bool lowReachHelps: heightMm >= 160
    readonly property bool lowReach: wantsLowReach && lowReachHelps
    // 1 on a 15" screen; letters and faces grow with the screen, targets never fall below a fingertip.
    readonly property real growth: Math.min(2.2, Math.max(0.45, Math.min(
        Math.min(widthMm, heightMm) / 200, Math.max(widthMm, heightMm) / 320)))

    readonly property real fingertip: Math.ceil(mm(12.7))
    readonly property real fingerGap: Math.ceil(mm(2.54))
    readonly property real smallestText: mm(6.65) * textScale // x-height 3.6 mm at the usual size
    readonly property real tiny: Math.ceil(mm(4.1)) // x-height 2.2 mm, where a long word has to fit: two lines on a fingertip
    readonly property real margin: size(16)
    readonly property real gap: Math.max(fingerGap, size(5))
    readonly property real headline: text(portrait ? 15.5 : 17)
    readonly property real heading: text(14)
    readonly property real body: text(7.2)
    readonly property real barText: Math.round(Math.min(text(6.65), mm(Math.min(widthMm, heightMm) * 0.08)))
    readonly property real hairline: Math.max(1, Math.round(mm(contrasty ? 0.7 : 0.4)))
    readonly property real focusWidth: Math.max(2, Math.round(mm(1)))

    // Qt draws its keys for a keyboard this wide and 800 high; narrower means higher keys and larger letters.
    property real keyboardRoom: 100
    readonly property real keyboardDesignWidth: Math.min(4000, Math.max(portrait ? 2100 : 2560,
        800 * widthMm * pixelsPerMm / Math.max(1, keyboardRoom)))
    readonly property real keyboardAspect: keyboardDesignWidth / 800

    readonly property bool contrasty: look === "contrast_light" || look === "contrast_dark"
    readonly property var palette: ({
        "default": { paper: "#f5f1e6", card: "#fffaf0", line: "#d9cfb8", edge: "#8c8268", ink: "#1d1b16",
            softInk: "#38342b", keyboard: "#2b2822", key: "#443e30", keyboardDark: "#15130f", scrim: "#c01d1b16" },
        "dark": { paper: "#1b1a17", card: "#2a2823", line: "#3d3a33", edge: "#8f8a7c", ink: "#f6f2e8",
            softInk: "#e6e1d5", keyboard: "#2b2822", key: "#443e30", keyboardDark: "#0d0c0a", scrim: "#d8000000" },
        "contrast_light": { paper: "#ffffff", card: "#ffffff", line: "#d0d0d0", edge: "#000000", ink: "#000000",
            softInk: "#000000", keyboard: "#000000", key: "#404040", keyboardDark: "#000000", scrim: "#e0000000" },
        "contrast_dark": { paper: "#000000", card: "#000000", line: "#404040", edge: "#ffffff", ink: "#ffffff",
            softInk: "#ffffff", keyboard: "#000000", key: "#404040", keyboardDark: "#000000", scrim: "#e0000000" }
    })
    readonly property color paper: palette[look].paper
    readonly property color card: palette[look].card
    readonly property color line: palette[look].line
    readonly property color edge: palette[look].edge
    readonly property color ink: palette[look].ink
    readonly property color softInk: palette[look].softInk
    readonly property color keyboard: palette[look].keyboard
    readonly property color keyboardKey: palette[look].key
    readonly property color keyboardDark: palette[look].keyboardDark
    readonly property color keyboardInk: "#f6f2e8"
    readonly property color scrim: palette[look].scrim
    readonly property color chosen: ink
    readonly property color chosenInk: paper
    readonly property color accent: contrasty ? ink : legible(brand, paper)
    readonly property color accentInk: paper
    // An ordered ramp that keeps its order without red and green: brick, amber, mint, deep teal.
    readonly property list<color> levels: contrasty ? [paper, paper, paper, paper]
        : ["#d2573f", "#ecae45", "#8dbf9c", "#2d8790"]
    readonly property color levelInk: contrasty ? ink : "#1d1b16"
    readonly property color levelEdge: contrasty ? ink : "transparent"

    readonly property int press: motion && !calm ? 90 : 0
    readonly property int slide: motion && !calm ? 190 : 0
    readonly property int fade: motion && calm ? 150 : 0
    // After a screen has come to rest, before it can be tapped: the second tap of a double tap is spent by then.
    readonly property int hush: motion ? 250 : 0

    function mm(length: real): real {
        return length * pixelsPerMm;
    }

    function size(length: real): real {
        return Math.round(mm(length * growth));
    }

    function text(length: real): real {
        return Math.round(textScale * Math.max(mm(6.65), mm(length * growth)));
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

    // The brand's colour, moved just far enough towards black or white that it stands at 10:1 beside `ground`.
    function legible(colour: color, ground: color): color {
        const end = luminance(ground) > 0.18 ? 0 : 1;
        for (let part = 0; part <= 1; part += 0.02) {
            const tried = Qt.rgba(colour.r + (end - colour.r) * part, colour.g + (end - colour.g) * part,
                colour.b + (end - colour.b) * part, 1);
            if (contrast(tried, ground) >= 10)
                return tried;
        }
        return Qt.rgba(end, end, end, 1);
    }
}
