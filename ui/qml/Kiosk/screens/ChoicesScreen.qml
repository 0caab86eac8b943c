pragma ComponentBehavior: Bound
import QtQuick
import Kiosk

// Why? As many touchpoints as the shopper likes, or none; or one of several options. What does not fit is paged.
KioskScreen {
    id: screen
    objectName: "choicesScreen"

    property int level
    property var choices: []
    property bool multiple: true
    property bool commentFollows
    property bool lastQuestion
    property bool canUndo
    property int page

    readonly property bool low: targetsFrom > 0
    readonly property bool roomy: !Theme.compact && !low
    readonly property bool twoRows: Theme.portrait || low
    readonly property real side: Math.min(Theme.margin, Math.max(Theme.fingerGap, width * 0.05))
    readonly property real gap: Math.max(Theme.fingerGap, Math.min(Theme.gap, height * 0.03))
    readonly property real buttonHeight: Math.round(Math.max(Theme.fingertip, Math.min(Theme.size(20) * Math.sqrt(Theme.textScale), height * 0.14)))
    readonly property real chipsFrom: low ? targetsFrom + (tools.visible ? 0 : Theme.fingerGap) : header.y + header.height + gap
    readonly property real toolsFrom: height - Theme.fingerGap * 0.75 - buttonHeight - (twoRows && toolsNeeded ? Theme.fingertip + gap : 0)
    readonly property real chipsHeight: toolsFrom - gap - chipsFrom
    readonly property bool toolsNeeded: low || plan.pages > 1
    readonly property var plan: {
        const spare = twoRows && !low ? Theme.fingertip + gap : 0;
        const room = height - Theme.fingerGap * 0.75 - buttonHeight - gap - chipsFrom - (low && twoRows ? Theme.fingertip + gap : 0);
        const whole = best(room);
        return whole.pages > 1 && spare > 0 ? best(room - spare) : whole;
    }
    readonly property var shown: choices.slice(page * plan.each, (page + 1) * plan.each)

    onChoicesChanged: page = 0
    onPlanChanged: page = Math.min(page, plan.pages - 1)

    Binding { target: screen; when: screen.live && screen.session.level > 0; restoreMode: Binding.RestoreNone; property: "level"; value: screen.session.level }
    Binding { target: screen; when: screen.live && screen.session.screen === "choices"; restoreMode: Binding.RestoreNone; property: "choices"; value: screen.session.choices }
    Binding { target: screen; when: screen.live && screen.session.screen === "choices"; restoreMode: Binding.RestoreNone; property: "multiple"; value: screen.session.multiple }
    Binding { target: screen; when: screen.live && screen.session.screen === "choices"; restoreMode: Binding.RestoreNone; property: "commentFollows"; value: screen.session.commentFollows }
    Binding { target: screen; when: screen.live && screen.session.screen === "choices"; restoreMode: Binding.RestoreNone; property: "lastQuestion"; value: screen.session.lastQuestion }
    Binding { target: screen; when: screen.live; restoreMode: Binding.RestoreNone; property: "canUndo"; value: screen.session.canUndo }

    FontMetrics {
        id: metrics
        font.family: Theme.family
        font.weight: Font.DemiBold
        font.pixelSize: 100
    }
    // Widths in letter sizes: of the longest part that cannot be broken, and of the longest label.
    readonly property real part: widest(each => Math.max(...each.label.split(/\s+/).map(word => metrics.advanceWidth(word))))
    readonly property real whole: widest(each => metrics.advanceWidth(each.label))

    readonly property real line: Math.max(1.46, metrics.height / 100)

    function widest(measure: var): real {
        return Math.max(0.01, ...choices.map(measure)) / 100 * 1.04;
    }

    // Few pages and large letters, with every chip as high as a fingertip.
    function best(room: real): var {
        const plans = [];
        for (const columns of [1, 2, 3, 4])
            for (const share of [1, 0.88, 0.76, 0.66, 0.55, 0.45].filter(each => each * Theme.textScale > 0.65))
                plans.push(planned(columns, share, room));
        const possible = plans.filter(each => each !== null);
        if (possible.length === 0)
            return { columns: 1, rows: 1, each: 1, pages: Math.max(1, choices.length), width: screen.width - 2 * side,
                height: Theme.fingertip, letters: Theme.tiny };
        // Pages weigh a little less than letters, the less the larger letters were asked for; but beyond a second page hardly
    // anybody looks. Full rows of chips that are neither bars nor towers look best.
        const cost = each => Math.pow(each.pages, 1.2) / Math.pow(each.letters / Theme.body, 0.5 + Theme.textScale)
            + 1.5 * Math.max(0, each.pages - 2)
            + 0.15 * (each.each * each.pages - choices.length) + 0.5 * Math.abs(Math.log(each.width / each.height / 2.4));
        return possible.reduce((a, b) => cost(b) < cost(a) ? b : a);
    }

    function planned(columns: int, share: real, room: real): var {
        const width = Math.floor((screen.width - 2 * side - (columns - 1) * gap) / columns);
        const words = width * 0.73 - Theme.mm(1);
        const letters = Math.min(Theme.body * share, words / part);
        const lines = whole * letters <= words ? 1 : whole * letters <= words * 1.6 ? 2 : 3;
        const least = Math.max(Theme.fingertip, letters * line * lines);
        const most = Math.floor((room + gap + 1) / (least + gap));
        if ((letters < Theme.tiny && (columns > 1 || share < 1)) || most < 1 || width < Theme.fingertip)
            return null;
        const pages = Math.ceil(choices.length / (columns * most));
        const rows = Math.max(1, Math.min(most, Math.ceil(choices.length / pages / columns)));
        const high = Math.floor(Math.min(Math.max(Theme.fingertip * 1.5, Theme.size(40) * Math.sqrt(Theme.textScale)), (room - (rows - 1) * gap) / rows));
        return { columns: columns, rows: rows, each: columns * rows, pages: Math.max(1, pages), width: width, height: high, letters: Math.floor(letters) };
    }

    Item {
        id: header
        readonly property real lowerHeight: Math.max(Theme.fingertip, Theme.body * 1.3, (Theme.portrait ? 3.2 : 2.1) * Theme.tiny * screen.line)
        x: screen.side
        y: Theme.size(Theme.compact ? 4 : 8)
        width: parent.width - 2 * screen.side
        height: Math.round(screen.low ? screen.targetsFrom - y - Theme.fingerGap
            : Theme.compact ? Math.max(Theme.fingertip, 2.1 * Theme.tiny * screen.line, Math.min(Theme.mm(Theme.portrait ? 26 : 15), Theme.heading * 1.5))
            : Math.max(Theme.size(26), Math.min(Theme.heading * (Theme.portrait ? 2.2 : 1.25) + lowerHeight, screen.height * 0.27)))

        Face {
            id: face
            visible: screen.level > 0 && !Theme.compact
            level: Math.max(1, screen.level)
            anchors { left: parent.left; verticalCenter: parent.verticalCenter }
            width: visible ? Math.min(Theme.size(26), parent.height) : 0
            height: width
        }
        FitLabel {
            id: title
            anchors { left: face.right; leftMargin: face.visible ? Theme.size(8) : 0; right: parent.right; top: parent.top
                rightMargin: Theme.compact && !screen.low ? (undo.bare ? Theme.fingertip : undo.width) + screen.gap : 0 }
            height: Math.round(screen.roomy ? parent.height - lower.height : screen.low ? parent.height * 0.6 : parent.height)
            text: screen.prompt
            horizontalAlignment: Text.AlignLeft
            verticalAlignment: screen.low ? Text.AlignBottom : Text.AlignVCenter
            font.pixelSize: Theme.heading
            font.weight: Font.DemiBold
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }
        Item {
            id: lower
            visible: !Theme.compact || screen.low
            anchors { left: title.left; right: parent.right; bottom: parent.bottom }
            height: Math.round(screen.low ? parent.height * 0.4 : header.lowerHeight)

            FitLabel {
                anchors.left: parent.left
                width: Math.round(parent.width - (screen.low ? 0 : (undo.bare ? Theme.fingertip : undo.width) + screen.gap))
                height: parent.height
                visible: screen.multiple
                text: screen.session.words.saved_choose
                color: Theme.softInk
                horizontalAlignment: Text.AlignLeft
                verticalAlignment: screen.low ? Text.AlignTop : Text.AlignVCenter
                font.pixelSize: Theme.body
            }
        }
    }

    Grid {
        anchors { left: parent.left; leftMargin: screen.side }
        y: Math.round(screen.chipsFrom + (screen.low ? 0 : (screen.chipsHeight - height) * 0.35))
        columns: screen.plan.columns
        spacing: screen.gap

        Repeater {
            model: screen.shown

            Chip {
                required property var modelData
                width: screen.plan.width
                height: screen.plan.height
                letters: screen.plan.letters
                multiple: screen.multiple
                choice: modelData.choice
                pictureName: modelData.icon
                text: modelData.label
                chosen: screen.session.chosen.includes(modelData.choice)
                onClicked: screen.session.tapChoice(modelData.choice)
            }
        }
    }

    Item {
        id: tools
        visible: screen.toolsNeeded
        anchors { left: parent.left; leftMargin: screen.side }
        y: Math.round(screen.toolsFrom)
        width: screen.twoRows ? parent.width - 2 * screen.side : pager.width
        height: screen.twoRows ? Theme.fingertip : screen.buttonHeight
    }

    Pager {
        id: pager
        visible: screen.plan.pages > 1
        anchors { left: tools.left; verticalCenter: tools.verticalCenter }
        session: screen.session
        page: screen.page
        pages: screen.plan.pages
        onTurned: page => screen.page = page
    }

    // Its place is kept free, so that nothing moves when it comes and goes.
    PillButton {
        id: undo
        readonly property Item where: screen.low ? tools : screen.roomy ? lower : header
        objectName: "undo"
        visible: screen.canUndo && !bare
        readonly property bool bare: Theme.portrait && Theme.widthMm < 150
        quiet: true
        pictureName: "undo"
        text: screen.session.words.undo
        width: Math.round(Math.min(implicitWidth, (where === tools ? tools.width - (pager.visible ? pager.width + screen.gap : 0)
            : header.width * (Theme.compact ? 0.5 : 0.42))))
        height: Math.round(screen.low ? Theme.fingertip : Math.max(Theme.fingertip, 2.1 * Theme.tiny * screen.line,
            screen.roomy ? Math.min(lower.height, Theme.body * 1.3) : 0))
        x: screen.session.mirrored ? screen.side : screen.width - screen.side - width
        y: Math.round(screen.low ? tools.y : header.y + (screen.roomy ? lower.y + (lower.height - height) / 2 : 0))
        onClicked: screen.session.undo()
    }

    // On narrow screens there is room for its arrow only.
    RoundButton {
        objectName: "undo"
        visible: screen.canUndo && undo.bare
        width: Theme.fingertip
        height: Theme.fingertip
        pictureName: "undo"
        text: screen.session.words.undo
        x: screen.session.mirrored ? screen.side : screen.width - screen.side - width
        y: Math.round(screen.low ? tools.y : header.y + (screen.roomy ? lower.y + (lower.height - height) / 2 : 0))
        onClicked: screen.session.undo()
    }

    Row {
        id: buttons
        readonly property bool two: screen.multiple && !screen.lastQuestion
        readonly property real letters: two ? Math.min(done.fittingLetters, onward.fittingLetters) : done.wishedLetters
        readonly property real room: screen.width - 2 * screen.side - (!screen.twoRows && pager.visible ? pager.width + screen.gap : 0)
        anchors { right: parent.right; rightMargin: screen.side }
        y: Math.round(parent.height - Theme.fingerGap * 0.75 - height)
        height: screen.buttonHeight
        spacing: screen.gap

        PillButton {
            id: done
            objectName: screen.multiple ? "finish" : "skip"
            letters: buttons.letters
            width: Math.floor(buttons.two ? (buttons.room - buttons.spacing) / 2 : buttons.room)
            height: parent.height
            primary: !buttons.two && screen.session.chosen.length > 0
            text: screen.session.chosen.length > 0 && screen.multiple ? screen.session.words.finish : screen.session.words.skip
            onClicked: if (screen.multiple)
                screen.session.finish();
            else
                screen.session.next()
        }
        PillButton {
            id: onward
            objectName: screen.commentFollows ? "addComment" : "next"
            letters: buttons.letters
            visible: buttons.two
            width: Math.floor((buttons.room - buttons.spacing) / 2)
            height: parent.height
            primary: true
            text: screen.commentFollows ? screen.session.words.add_comment : screen.session.words.next
            onClicked: screen.session.next()
        }
    }
}
