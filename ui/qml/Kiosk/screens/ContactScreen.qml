pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic as Basic
import Kiosk

// An address to be answered at, with consent to its wording; or a number to take away instead.
WritingScreen {
    id: screen
    objectName: "contactScreen"

    property string consent
    property bool refused

    readonly property bool low: targetsFrom > 0
    readonly property real side: Math.min(Theme.margin, Math.max(Theme.fingerGap, width * (flat ? 0.03 : 0.05)))
    readonly property real edge: Math.min(Theme.size(7), height * 0.02)
    readonly property real gap: Math.max(Theme.fingerGap, Math.min(Theme.size(5), height * 0.03))
    // Field and buttons in one line and "skip" beside the words, where there is no height for more.
    readonly property bool flat: !low && height < 2 * Theme.fingertip + 3 * gap + Theme.mm(14)
    readonly property bool upright: Theme.portrait && !low && height > 3 * Theme.fingertip + 4 * gap + Theme.mm(22)
    readonly property real lineHeight: low ? Math.round(Math.max(Theme.fingertip, Math.min(Theme.size(20), height - targetsFrom - 2 * Theme.fingerGap)))
        : flat ? Math.round(Math.max(Theme.fingertip, 2 * Theme.tiny * Math.max(1.46, metrics.height / 100)))
        : Math.round(Math.max(Theme.fingertip, Math.min(Theme.size(20), height * (upright ? 0.12 : 0.2))))
    readonly property real buttonsFrom: height - Theme.fingerGap * (flat ? 0.6 : 1) - buttons.height
    readonly property real fieldFrom: flat ? buttonsFrom : (low ? Math.min(targetsFrom, buttonsFrom) : buttonsFrom) - gap - lineHeight
    readonly property real wordsHeight: fieldFrom - gap - edge

    Binding { target: screen; when: screen.live && screen.session.screen === "contact"; restoreMode: Binding.RestoreNone; property: "consent"; value: screen.session.consent }

    function send(): void {
        Qt.inputMethod.commit(); // qmllint disable missing-property
        refused = !session.sendContact(field.text);
    }

    function forget(): void {
        field.clear();
        field.focus = false;
        refused = false;
    }

    function write(): void {
        field.forceActiveFocus();
    }

    Component.onCompleted: write()

    FitLabel {
        id: title
        anchors { left: parent.left; leftMargin: screen.side }
        y: Math.round(screen.edge)
        width: Math.round(parent.width - 2 * screen.side - (screen.flat ? skip.width + screen.gap : 0))
        height: Math.round(Math.min(Theme.text(11) * (Theme.portrait ? 2.6 : 1.4), screen.wordsHeight * 0.38))
        text: screen.prompt
        horizontalAlignment: Text.AlignLeft
        font.pixelSize: Theme.text(11)
        font.weight: Font.DemiBold
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }
    FitLabel {
        anchors { left: parent.left; leftMargin: screen.side }
        y: title.y + title.height
        width: title.width
        height: Math.round(screen.wordsHeight - title.height)
        text: screen.refused ? screen.session.words.contact_wrong : screen.consent
        color: screen.refused ? Theme.ink : Theme.softInk
        horizontalAlignment: Text.AlignLeft
        verticalAlignment: Text.AlignTop
        font.weight: screen.refused ? Font.DemiBold : Font.Normal
        Accessible.role: screen.refused ? Accessible.AlertMessage : Accessible.StaticText
        Accessible.name: text
    }

    Basic.TextField {
        id: field
        objectName: "contact"
        anchors { left: parent.left; leftMargin: screen.side }
        y: Math.round(screen.fieldFrom)
        width: Math.round(screen.flat ? parent.width * 0.4 : parent.width - 2 * screen.side)
        height: screen.lineHeight
        color: Theme.ink
        placeholderText: screen.session.words.contact_hint
        placeholderTextColor: Theme.softInk
        selectionColor: Theme.accent
        selectedTextColor: Theme.accentInk
        font.family: Theme.family
        font.pixelSize: Math.round(Math.min(Theme.text(8), height * 0.42, placeholderFits))
        leftPadding: Math.round(Math.min(Theme.size(6), Theme.mm(4)))
        rightPadding: leftPadding
        topPadding: 0
        bottomPadding: 0
        verticalAlignment: TextInput.AlignVCenter
        maximumLength: 254 // of an address, RFC 5321
        // Whoever comes next must not read it, even while the shopper is being asked whether she is still there.
        echoMode: screen.session.warned ? TextInput.Password : TextInput.Normal
        inputMethodHints: Qt.ImhSensitiveData | Qt.ImhEmailCharactersOnly | Qt.ImhNoAutoUppercase | Qt.ImhNoPredictiveText
        // Where everything to tap is low, the keyboard alone works on the field above.
        activeFocusOnPress: !screen.low
        onActiveFocusChanged: if (activeFocus)
            Qt.inputMethod.show() // qmllint disable missing-property
        readonly property real placeholderFits: (width - leftPadding - rightPadding) / Math.max(1, hint.advanceWidth) * 100 * 0.97
        Basic.ContextMenu.menu: null
        Accessible.name: screen.session.words.contact_hint
        onTextChanged: {
            screen.refused = false;
            screen.session.touch();
        }
        onPreeditTextChanged: screen.session.touch()
        background: Rectangle {
            radius: Theme.size(5)
            color: Theme.card
            border.color: Theme.edge
            border.width: Theme.hairline
        }
    }
    FontMetrics {
        id: metrics
        font.family: Theme.family
        font.weight: Font.DemiBold
        font.pixelSize: 100
    }
    TextMetrics {
        id: hint
        text: screen.session.words.contact_hint
        font.family: Theme.family
        font.pixelSize: 100
    }

    Item {
        id: buttons
        readonly property real letters: Math.min(skip.fittingLetters, takeNumber.fittingLetters, agree.fittingLetters)
        readonly property real room: screen.flat ? screen.width - 2 * screen.side - field.width - Theme.fingerGap : screen.width - 2 * screen.side
        readonly property real between: screen.flat ? Theme.fingerGap : screen.gap
        readonly property real parts: (screen.flat ? 0 : part(skip.text)) + part(takeNumber.text) + part(agree.text)

        // The width of the longest part that cannot be broken, with some air.
        function part(text: string): real {
            return Math.max(...text.split(/\s+/).map(word => metrics.advanceWidth(word))) + 120;
        }
        function share(text: string): real {
            return screen.upright ? room : Math.floor((room - (screen.flat ? 1 : 2) * between) * part(text) / parts);
        }

        anchors { right: parent.right; rightMargin: screen.side }
        y: Math.round(screen.buttonsFrom)
        width: room
        height: screen.upright ? 3 * screen.lineHeight + 2 * between : screen.lineHeight

        PillButton {
            id: takeNumber
            objectName: "takeNumber"
            letters: buttons.letters
            enabled: !screen.covered
            anchors { right: screen.upright ? parent.right : agree.left; rightMargin: screen.upright ? 0 : buttons.between }
            y: screen.upright ? screen.lineHeight + buttons.between : 0
            width: buttons.share(text)
            height: screen.lineHeight
            quiet: !screen.upright
            text: screen.session.words.take_number
            onClicked: screen.session.takeNumber()
        }
        PillButton {
            id: agree
            objectName: "agree"
            letters: buttons.letters
            enabled: !screen.covered
            anchors { right: parent.right; bottom: parent.bottom }
            width: buttons.share(text)
            height: screen.lineHeight
            quiet: !screen.upright
            primary: true
            text: screen.session.words.agree
            onClicked: screen.send()
        }
    }

    PillButton {
        id: skip
        objectName: "skip"
        letters: buttons.letters
        enabled: !screen.covered
        anchors.left: screen.flat ? undefined : buttons.left
        anchors.right: screen.flat ? buttons.right : undefined
        y: Math.round(screen.flat ? screen.edge : screen.buttonsFrom)
        width: screen.flat ? Math.round(screen.width * 0.25) : buttons.share(text)
        height: screen.lineHeight
        quiet: !screen.upright
        text: screen.session.words.skip
        onClicked: screen.session.next()
    }
}
