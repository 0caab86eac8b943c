pragma ComponentBehavior: Bound
import QtQuick
import Kiosk

// All points of one scale, worst first in the reading direction: in one row where the words fit, else in more.
Item {
    id: points

    required property string kind
    required property var model // {point, word, spoken} of each
    required property int picked
    required property string lowLabel
    required property string highLabel
    required property real maximumHeight
    property int breathing: -1
    // The names of the points in tests begin with this.
    property string stem: "point"
    // Whether the scale stays after a tap, so that what is tapped is to be told apart.
    property bool stays

    signal chosen(point: int)

    readonly property int count: model.length
    readonly property bool faces: kind.startsWith("faces")
    readonly property bool stars: kind === "stars"
    readonly property bool worded: ["csat", "yes_no", "expected"].includes(kind)
    readonly property real between: Math.max(Theme.fingerGap, Math.min(Theme.gap, width / 60))

    readonly property real wordSize: Math.max(Theme.text(9.2), Theme.tiny)
    readonly property real readable: Math.max(Theme.tiny, Math.min(wordSize * 0.6, wordSize / Theme.textScale))
    property real endsGap: Theme.fingerGap
    property real ends: lowLabel ? Math.round(Math.min(Theme.body * 2.6, maximumHeight * 0.24)) : 0
    readonly property var plan: best()
    readonly property int rows: Math.ceil(count / plan.columns)

    // What stays free on either side.
    readonly property real beside: (width - grid.width) / 2

    implicitHeight: grid.height + (ends > 0 ? ends + endsGap : 0)

    FontMetrics {
        id: metrics
        font.family: Theme.family
        font.weight: Font.DemiBold
        font.pixelSize: 100
    }

    // Widths in letter sizes: of the longest part that cannot be broken, and of the longest word.
    readonly property real part: widest(each => Math.max(...each.word.split(/\s+/).map(word => metrics.advanceWidth(word))))
    readonly property real whole: widest(each => metrics.advanceWidth(each.word))
    readonly property real line: Math.max(1.46, metrics.height / 100)

    function widest(measure: var): real {
        return Math.max(0.01, ...model.map(measure)) / 100 * 1.04;
    }

    // Into how many lines the longest word breaks.
    function lines(size: real, across: real): int {
        return Math.min(3, Math.ceil(whole * size / across > 1 ? whole * size / across * 1.25 : 1));
    }

    // In more than one row, an end's word does not stand under its number.
    function named(index: int, label: string): string {
        return rows > 1 && count > 0 ? model[index].word + " = " + label : label;
    }

    function best(): var {
        if (count === 0)
            return cell(1, false);
        if (faces || worded) {
            // A tower of four faces on a wide screen leaves them small.
            const next = faces && !Theme.portrait ? [cell(2, true), cell(1, true)] : [cell(1, true)];
            const ways = [cell(count, false), ...next, cell(3, false), cell(2, true), cell(2, false)];
            return ways.find(each => each.good) ?? ways.reduce((a, b) => b.score > a.score ? b : a);
        }
        const fitting = Math.floor((width + Theme.fingerGap) / (Theme.fingertip + Theme.fingerGap));
        const rows = Math.ceil(count / Math.min(count, Math.max(1, fitting)));
        return cell(Math.ceil(count / rows), false);
    }

    // One way of placing them: so many columns, the words beside the faces or under them.
    function cell(columns: int, beside: bool): var {
        const rows = Math.ceil(count / columns);
        const gap = columns > 1 && faces ? Math.max(between, Theme.fingerGap) : between;
        const room = maximumHeight - (ends > 0 ? ends + endsGap : 0);
        const w = Math.floor((width - (columns - 1) * gap) / columns);
        const h = Math.floor((room - (rows - 1) * gap) / rows);
        const most = Theme.size(58);
        if (stars || !(faces || worded)) {
            const side = Math.min(w, Math.max(Theme.fingertip, Math.min(h, Theme.size(stars ? 50 : columns > 7 ? 30 : 34))));
            const high = Math.max(Theme.fingertip, Math.min(h, stars ? side : Math.max(side, Theme.size(30))));
            return { columns: columns, width: Math.min(w, side * 1.35), height: high, face: side, beside: false,
                letters: Math.round(Math.min(Theme.text(11), w * 0.5, high * 0.6)), good: true, score: 1 };
        }
        if (worded) {
            const pad = 2 * Theme.mm(1);
            const high = Math.min(h, Theme.size(columns === 1 ? 24 : 46), Math.max(Theme.fingertip, w));
            const size = Math.min(wordSize, (w - pad) / part, high / line / lines(Math.min(wordSize, (w - pad) / part), w - pad));
            return { columns: columns, width: Math.min(w, Theme.size(columns === 1 ? 150 : 70)), height: high, face: 0,
                beside: false, letters: Math.floor(size),
                good: size >= readable && high >= Theme.fingertip,
                score: high < Theme.fingertip || w < Theme.fingertip ? 0 : size };
        }
        const across = beside ? w * 0.58 : w;
        const broken = lines(Math.min(wordSize, across / part), across);
        const size = Math.min(wordSize, across / part, h * (beside ? 0.9 : 0.42) / broken / line);
        const words = Math.ceil(size * line * broken);
        const face = Math.floor(Math.min(most, beside ? Math.min(h, w * 0.34) : Math.min(w, (h - words) * 0.9)));
        const high = beside ? Math.max(Theme.fingertip, Math.min(h, face * 1.08))
            : face + words + Math.round(Math.min(Theme.size(5), face * 0.14)) + 2;
        const lawful = high >= Theme.fingertip && w >= Theme.fingertip && high <= h + 1;
        return { columns: columns, width: beside ? Math.min(w, Math.round(face * 1.3 + whole * size * 1.05)) : Math.min(w, face * 1.6),
            height: high, face: face, beside: beside, letters: Math.floor(size),
            good: lawful && size >= readable && face >= Theme.fingertip * 0.8,
            score: lawful ? size + face * 0.3 : 0 };
    }

    // The two ends are words of one size: the smaller of what fits each.
    component End: FitLabel {
        id: end
        readonly property real fittingLetters: probe.fontInfo.pixelSize
        visible: points.ends > 0
        width: Math.floor((grid.width - Theme.fingerGap) / 2)
        height: points.ends
        y: grid.height + points.endsGap
        verticalAlignment: Text.AlignTop
        font.pixelSize: Math.min(low.fittingLetters, high.fittingLetters)

        FitLabel {
            id: probe
            visible: false
            anchors.fill: parent
            text: end.text
        }
    }

    End {
        id: low
        anchors.left: grid.left
        text: points.named(0, points.lowLabel)
        horizontalAlignment: Text.AlignLeft
    }
    End {
        id: high
        anchors.right: grid.right
        text: points.named(points.count - 1, points.highLabel)
        horizontalAlignment: Text.AlignRight
    }

    Grid {
        id: grid
        anchors.horizontalCenter: parent.horizontalCenter
        columns: points.plan.columns
        rowSpacing: points.between
        columnSpacing: points.plan.columns < 2 ? 0 : Math.max(points.between, Math.min(
            (points.width - points.plan.columns * points.plan.width) / (points.plan.columns - 1),
            points.faces ? points.plan.face * 0.3 - (points.plan.width - points.plan.face) : points.between))

        Repeater {
            model: points.faces ? points.model : []
            FaceButton {
                required property var modelData
                point: modelData.point
                level: points.kind === "faces5" ? modelData.point - 1 : modelData.point
                text: modelData.word
                spoken: modelData.spoken
                faceSize: points.plan.face
                letters: points.plan.letters
                beside: points.plan.beside
                width: points.plan.width
                height: points.plan.height
                tapped: points.picked === point
                faded: points.picked >= 0 && !tapped
                breathing: points.breathing === point
                onClicked: points.chosen(point)
            }
        }
        Repeater {
            model: points.stars ? points.model : []
            StarButton {
                required property var modelData
                point: modelData.point
                spoken: modelData.spoken
                starSize: points.plan.face
                width: points.plan.width
                height: points.plan.height
                filled: points.picked >= point
                tapped: points.picked === point
                faded: points.picked >= 0 && points.picked < point
                onClicked: points.chosen(point)
            }
        }
        Repeater {
            model: points.faces || points.stars ? [] : points.model
            PointButton {
                required property var modelData
                point: modelData.point
                text: modelData.word
                spoken: modelData.spoken
                objectName: points.stem + point
                letters: points.plan.letters
                width: points.plan.width
                height: points.plan.height
                stays: points.stays
                tapped: points.picked === point
                faded: points.picked >= 0 && !tapped && !points.stays
                onClicked: points.chosen(point)
            }
        }
    }
}
