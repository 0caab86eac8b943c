pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic as Basic
import Kiosk

// In the shopper's own words; the keyboard stands below, "skip" is as large as "send".
WritingScreen {
    id: screen
    objectName: "commentScreen"

    readonly property bool low: targetsFrom > 0
    readonly property bool below: Theme.portrait || low
    readonly property real side: Math.min(Theme.margin, Math.max(Theme.fingerGap, width * 0.05))
    readonly property real edge: Math.min(Theme.size(7), height * 0.03)
    readonly property real titleHeight: Math.round(Math.max(Theme.tiny * 1.5, Math.min(
        Theme.text(11) * (Theme.portrait ? 2.6 : 1.4), (height - Theme.fingertip - Theme.fingerGap) * 0.42)))
    readonly property real bodyFrom: Math.round(edge + titleHeight + Math.min(Theme.size(4), height * 0.03))
    readonly property real between: Math.max(Theme.fingerGap, Math.min(Theme.size(4), height * 0.04))
    readonly property real buttonHeight: low ? Math.round(Math.max(Theme.fingertip, Math.min(Theme.size(22), height - targetsFrom - 2 * Theme.fingerGap))) : Math.round(Math.max(Theme.fingertip,
        Math.min(Theme.size(22), below ? height * 0.2 : (height - bodyFrom - Theme.fingerGap - between) / 2)))
    readonly property real fieldHeight: Math.max(Theme.fingertip, Math.floor((low ? Math.min(targetsFrom, height - Theme.fingerGap - buttonHeight)
        : below ? height - Theme.fingerGap - buttonHeight : height) - Theme.fingerGap - bodyFrom))
    readonly property real fieldWidth: Math.round(width - 2 * side - (below ? 0 : buttons.width + Math.max(Theme.fingerGap, Theme.size(6))))
    readonly property bool stacked: !below && height - bodyFrom >= 2 * buttonHeight + between + Theme.fingerGap - 1

    // The syllable being composed belongs to the text before it is read.
    function send(): void {
        Qt.inputMethod.commit(); // qmllint disable missing-property
        session.sendComment(field.text);
    }

    function forget(): void {
        field.clear();
        field.focus = false;
    }

    FontMetrics {
        id: metrics
        font.family: Theme.family
        font.pixelSize: 100
    }

    function write(): void {
        field.forceActiveFocus();
    }

    Component.onCompleted: write()

    FitLabel {
        id: title
        x: screen.side
        y: screen.edge
        width: parent.width - 2 * screen.side
        height: screen.titleHeight
        text: screen.prompt
        horizontalAlignment: Text.AlignLeft
        font.pixelSize: Theme.text(11)
        font.weight: Font.DemiBold
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }

    Basic.ScrollView {
        anchors { left: parent.left; leftMargin: screen.side }
        y: screen.bodyFrom
        width: screen.fieldWidth
        height: screen.fieldHeight

        Basic.TextArea {
            id: field
            objectName: "comment"
            textFormat: TextEdit.PlainText
            wrapMode: TextEdit.Wrap
            color: Theme.ink
            placeholderText: screen.session.words.comment_hint
            placeholderTextColor: Theme.softInk
            selectionColor: Theme.accent
            selectedTextColor: Theme.accentInk
            font.family: Theme.family
            font.pixelSize: Math.floor(Math.max(Theme.tiny * 0.8, Math.min(Theme.text(8), hintFits)))
            // Such that the hint, broken into lines, fills no more than the field.
            readonly property real hintFits: 0.74 * Math.sqrt(Math.max(1, (screen.fieldWidth - 2 * padding)
                * (screen.fieldHeight - 2 * padding)) / (metrics.advanceWidth(placeholderText) / 100 + 1) / Math.max(1.46, metrics.height / 100))
            padding: Math.round(Math.min(Theme.size(5), screen.fieldHeight * 0.1))
            // Nothing that one shopper types may be learnt and offered to the next.
            inputMethodHints: Qt.ImhSensitiveData | Qt.ImhMultiLine
            // Where everything to tap is low, the keyboard alone works on the field above.
            activeFocusOnPress: !screen.low
            onActiveFocusChanged: if (activeFocus)
                Qt.inputMethod.show() // qmllint disable missing-property
            Basic.ContextMenu.menu: null
            Accessible.name: screen.prompt
            onTextChanged: screen.session.touch()
            onLengthChanged: if (length > screen.session.commentLengthMax)
                remove(screen.session.commentLengthMax, length)
            onPreeditTextChanged: screen.session.touch()
            background: Rectangle {
                radius: Theme.size(5)
                color: Theme.card
                border.color: Theme.edge
                border.width: Theme.hairline
            }
        }
    }

    Grid {
        id: buttons
        readonly property real letters: Math.min(skip.fittingLetters, send.fittingLetters)
        readonly property real each: Math.floor(screen.below ? (screen.width - 2 * screen.side - spacing) / 2
            : screen.stacked ? Math.max(Theme.size(66), screen.width * 0.26) : screen.width * 0.25)
        anchors { right: parent.right; rightMargin: screen.side }
        y: Math.round(screen.below ? screen.height - Theme.fingerGap - height : screen.bodyFrom)
        columns: screen.stacked ? 1 : 2
        spacing: screen.stacked ? screen.between : Theme.fingerGap

        PillButton {
            id: skip
            objectName: "skip"
            letters: buttons.letters
            enabled: !screen.covered
            width: buttons.each
            height: screen.buttonHeight
            text: screen.session.words.skip
            onClicked: screen.session.finish()
        }
        PillButton {
            id: send
            objectName: "send"
            letters: buttons.letters
            enabled: !screen.covered
            width: buttons.each
            height: screen.buttonHeight
            primary: true
            text: screen.session.words.send
            onClicked: screen.send()
        }
    }
}
