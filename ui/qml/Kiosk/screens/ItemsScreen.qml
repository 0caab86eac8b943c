pragma ComponentBehavior: Bound
import QtQuick
import Kiosk

// What is asked in turns: one statement, or two, on a scale each. One tap a row; the last one leads on.
KioskScreen {
    id: screen
    objectName: "itemsScreen"

    property int level
    property var rows: []
    property var picks: ({})

    readonly property bool pair: rows.length > 1
    readonly property bool low: targetsFrom > 0
    readonly property real side: Math.min(Theme.margin, Math.max(Theme.fingerGap, width * 0.05))
    readonly property real inner: width - 2 * side
    readonly property real edge: Theme.size(Theme.compact ? (pair ? 2 : 4) : 8)
    readonly property real gap: Math.max(Theme.fingerGap, Math.min(Theme.gap, height * 0.03))
    readonly property real near: Math.ceil(Math.max(Theme.mm(0.8), Theme.size(2)))
    readonly property real buttonHeight: Math.round(Math.max(Theme.fingertip, Math.min(low && pair ? Theme.size(15) : Theme.size(20) * Math.sqrt(Theme.textScale), height * 0.14)))
    readonly property real until: height - Theme.fingerGap * 0.75 - buttonHeight - (low ? Theme.fingerGap : gap)
    readonly property real faceSize: level > 0 && !Theme.compact ? Theme.size(26) : 0
    readonly property real headWidth: inner - (faceSize > 0 ? faceSize + Theme.size(8) : 0)
    // With one row its statement is the heading, and the prompt only leads in to it.
    readonly property string lead: pair || title === prompt ? "" : prompt
    readonly property string title: pair || rows.length === 0 ? prompt : rows[0].label
    readonly property real line: Math.max(1.46, metrics.height / 100)
    readonly property var plan: planned()

    Binding { target: screen; when: screen.live && screen.session.level > 0; restoreMode: Binding.RestoreNone; property: "level"; value: screen.session.level }
    Binding { target: screen; when: screen.live && screen.session.screen === "items"; restoreMode: Binding.RestoreNone; property: "rows"; value: screen.session.itemRows }
    Binding { target: screen; when: screen.live && screen.session.screen === "items"; restoreMode: Binding.RestoreNone; property: "picks"; value: screen.session.itemPicks }

    FontMetrics {
        id: metrics
        font.family: Theme.family
        font.weight: Font.DemiBold
        font.pixelSize: 100
    }

    // How high a text stands in letters of a size, between two edges.
    function tall(text: string, letters: real, across: real): real {
        const wide = metrics.advanceWidth(text) / 100 * letters / Math.max(1, across);
        return text === "" ? 0 : Math.ceil((wide > 0.97 ? Math.ceil(wide * 1.12 + 0.2) : 1) * letters * line);
    }

    // A scale as it is drawn: words on its points, or numbers between the words of its ends.
    function drawn(row: var, words: bool): var {
        if (row.worded && words)
            return { kind: row.scale, points: row.points, low: "", high: "", label: row.label };
        return { kind: "numbers", points: row.points.map(each => ({ point: each.point, word: each.number, spoken: each.spoken })),
            low: row.low, high: row.high, label: row.label };
    }

    // In how many rows of targets the points of a scale stand.
    function ranks(scale: var): int {
        const part = each => Math.max(...each.word.split(/\s+/).map(word => metrics.advanceWidth(word)));
        const words = scale.low === "" ? Math.max(...scale.points.map(part)) / 100 * 1.04 * Theme.tiny + Theme.mm(2) : 0;
        const fitting = Math.floor((inner + Theme.fingerGap) / (Math.max(Theme.fingertip, words) + Theme.fingerGap));
        return Math.ceil(scale.points.length / Math.max(1, Math.min(scale.points.length, fitting)));
    }

    function endsTall(scale: var, letters: real): real {
        const several = ranks(scale) > 1;
        const number = index => several ? scale.points[index].word + " = " : "";
        const across = (inner * (several ? 0.9 : 1) - Theme.fingerGap) / 2;
        return Math.max(tall(number(0) + scale.low, letters, across), tall(number(scale.points.length - 1) + scale.high, letters, across));
    }

    // All heights, in letters and targets of a size. Two scales with the same ends may share their words.
    function heights(scales: var, sizes: var, shared: bool): var {
        return {
            lead: low ? 0 : tall(lead, sizes.lead, headWidth),
            title: low ? 0 : Math.max(tall(title, sizes.title, headWidth), sizes.face - tall(lead, sizes.lead, headWidth)),
            labels: scales.map(scale => pair ? tall(scale.label, sizes.label, inner) : 0),
            points: scales.map(scale => Math.ceil(ranks(scale) * sizes.target + (ranks(scale) - 1) * Theme.gap)),
            ends: scales.map((scale, i) => scale.low === "" || (shared && i + 1 < scales.length) ? 0 : endsTall(scale, sizes.ends)),
            air: scales.map(() => sizes.air)
        };
    }

    // Of all that has to share the room. What the first row is about may be read above the middle.
    function sum(heights: var): real {
        const named = pair ? rows.length - (low ? 1 : 0) : 0;
        const nears = (named + heights.ends.filter(each => each > 0).length) * near - (low ? heights.labels[0] ?? 0 : 0);
        return heights.lead + heights.title + [...heights.labels, ...heights.points, ...heights.ends, ...heights.air]
            .reduce((all, each) => all + each, nears);
    }

    // Letters and targets, each between the least that can be used (0) and what looks best (1).
    function sizes(letters: real, targets: real): var {
        const between = (least, best, degree) => least + (Math.max(least, best) - least) * Math.min(1, degree);
        return {
            lead: between(Theme.tiny, Theme.body, letters), title: between(Theme.tiny, Theme.heading, letters),
            label: between(Theme.tiny, Theme.text(8.4), letters), ends: between(Theme.tiny, Theme.body, letters),
            face: between(0, faceSize, targets), target: between(Theme.fingertip, Theme.size(pair ? 31 : 34), targets),
            air: between(low ? Theme.fingerGap : Theme.mm(0.8), 1.5 * gap, targets)
        };
    }

    // The highest degree that fits, to a thirty-second.
    function highest(from: real, fits: var): real {
        return [1, 0.5, 0.25, 0.125, 0.0625, 0.03125].reduce((degree, step) =>
            degree + step <= 1 && fits(degree + step) ? degree + step : degree, from);
    }

    // The largest sizes that fit. Where words do not fit on the points, or beneath each of two scales, there are fewer.
    function planned(): var {
        const room = until - (low ? targetsFrom : edge);
        const alike = pair && rows.every(row => row.scale === rows[0].scale && row.low === rows[0].low && row.high === rows[0].high);
        const ways = [[true, low && alike], [true, alike], [false, low && alike], [false, alike]]
            .map(([words, shared]) => ({ scales: rows.map(row => drawn(row, words)), shared: shared }));
        const way = ways.find(each => sum(heights(each.scales, sizes(0, 0), each.shared)) <= room) ?? ways[3];
        const fits = (letters, targets) => sum(heights(way.scales, sizes(letters, targets), way.shared)) <= room;
        // Letters grow first. Where one more line would be too much for them, targets may still grow.
        const letters = highest(0, degree => fits(1.6 * degree, degree)) * 1.6;
        const targets = highest(letters / 1.6, degree => fits(letters, degree));
        const plan = heights(way.scales, sizes(letters, targets), way.shared);
        return Object.assign(plan, { scales: way.scales, letters: sizes(letters, targets), spare: Math.max(0, room - sum(plan)) });
    }

    Item {
        id: header
        x: screen.side
        y: screen.edge
        width: screen.inner
        height: Math.round(screen.low ? screen.targetsFrom - y - Theme.fingerGap - (screen.plan.labels[0] ?? 0) : screen.plan.lead + screen.plan.title)
        readonly property real leadHeight: Math.round(screen.low ? Math.min(height * 0.3, screen.tall(screen.lead, Theme.body, screen.headWidth)) : screen.plan.lead)
        readonly property real titleHeight: Math.round(screen.low ? Math.min(height - leadHeight, screen.tall(screen.title, Theme.heading, screen.headWidth)) : screen.plan.title)

        Face {
            id: face
            visible: screen.faceSize > 0
            level: Math.max(1, screen.level)
            anchors { left: parent.left; verticalCenter: parent.verticalCenter }
            width: Math.min(screen.faceSize, parent.height)
            height: width
        }
        FitLabel {
            id: leadIn
            visible: text !== ""
            anchors { left: face.visible ? face.right : parent.left; leftMargin: face.visible ? Theme.size(8) : 0; right: parent.right }
            y: Math.round((header.height - header.leadHeight - header.titleHeight) / 2)
            height: header.leadHeight
            text: screen.lead
            color: Theme.softInk
            horizontalAlignment: Text.AlignLeft
            verticalAlignment: Text.AlignBottom
            font.pixelSize: Theme.body
        }
        FitLabel {
            anchors { left: leadIn.left; right: parent.right; top: leadIn.bottom }
            height: header.titleHeight
            text: screen.title
            horizontalAlignment: Text.AlignLeft
            verticalAlignment: leadIn.visible ? Text.AlignTop : Text.AlignVCenter
            font.pixelSize: Theme.heading
            font.weight: Font.DemiBold
            Accessible.role: Accessible.Heading
            Accessible.name: leadIn.visible ? leadIn.text + " " + text : text
        }
    }

    Column {
        id: column
        // What is left over stands around the rows, and between them.
        readonly property real loose: screen.pair ? Math.min(screen.plan.spare * 0.2, Theme.size(14)) : 0
        x: screen.side
        y: Math.round(screen.until - height - (screen.plan.spare - loose) * (screen.low ? 0.5 : 0.6))
        width: screen.inner
        spacing: (screen.plan.air[1] ?? 0) + loose

        Repeater {
            model: screen.rows

            Column {
                id: row
                required property var modelData
                required property int index
                readonly property var shape: screen.plan.scales[index] ?? screen.drawn(modelData, true)
                width: column.width
                spacing: screen.near

                FitLabel {
                    visible: screen.pair
                    anchors { left: parent.left; leftMargin: Math.min(points.beside, parent.width * 0.3); right: parent.right }
                    height: screen.plan.labels[row.index] ?? 0
                    text: row.modelData.label
                    horizontalAlignment: Text.AlignLeft
                    verticalAlignment: Text.AlignBottom
                    font.pixelSize: Math.floor(screen.plan.letters.label)
                }
                Points {
                    id: points
                    width: parent.width
                    height: implicitHeight
                    ends: screen.plan.ends[row.index] ?? 0
                    endsGap: screen.near
                    maximumHeight: (screen.plan.points[row.index] ?? Theme.fingertip) + (ends > 0 ? ends + endsGap : 0)
                    kind: row.shape.kind
                    model: row.shape.points
                    picked: screen.picks[row.modelData.question] ?? -1
                    lowLabel: row.shape.low
                    highLabel: row.shape.high
                    stem: "row" + row.index + "-point"
                    stays: true
                    onChosen: point => screen.session.tapItem(row.modelData.question, point)
                }
            }
        }
    }

    PillButton {
        objectName: "skip"
        x: screen.side
        y: Math.round(parent.height - Theme.fingerGap * 0.75 - height)
        width: screen.inner
        height: screen.buttonHeight
        primary: Object.keys(screen.picks).length > 0
        text: primary ? screen.session.words.next : screen.session.words.skip
        onClicked: screen.session.next()
    }
}
