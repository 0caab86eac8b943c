pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Kiosk

// Thanks, and out of the next shopper's way; a touch anywhere else ends it at once.
KioskScreen {
    id: screen
    objectName: "thanksScreen"

    property string number
    property string maskedContact
    property bool more
    property bool canUndo

    readonly property real side: Math.min(Theme.margin, Math.max(Theme.fingerGap, width * 0.05))
    readonly property real buttonHeight: Math.round(Math.max(Theme.fingertip, Math.min(Theme.size(20), height * 0.16)))
    property bool undoShown
    readonly property bool telling: saidDid !== "" && number === "" && !Theme.compact
    readonly property string detail: number !== "" ? session.words.your_number_detail
        : maskedContact !== "" ? session.words.contact_kept.replace("{contact}", () => maskedContact) : session.words.thanks_detail

    Binding { target: screen; when: screen.live && screen.session.screen === "thanks"; restoreMode: Binding.RestoreNone; property: "number"; value: screen.session.number }
    Binding { target: screen; when: screen.live && screen.session.screen === "thanks"; restoreMode: Binding.RestoreNone; property: "maskedContact"; value: screen.session.maskedContact }
    Binding { target: screen; when: screen.live && screen.session.screen === "thanks"; restoreMode: Binding.RestoreNone; property: "more"; value: screen.session.moreQuestions }
    Binding { target: screen; when: screen.live; restoreMode: Binding.RestoreNone; property: "canUndo"; value: screen.session.canUndo }

    onCanUndoChanged: if (canUndo)
        undoShown = true

    T.AbstractButton {
        anchors.fill: parent
        objectName: "thanks"
        focusPolicy: Qt.TabFocus
        text: screen.session.words.thanks
        Accessible.role: Accessible.Button
        Accessible.name: [screen.session.words.thanks, screen.number !== "" ? screen.session.words.your_number : "", screen.number, screen.detail].filter(each => each !== "").join(" ")
        onClicked: screen.session.next()
    }

    ColumnLayout {
        anchors { left: parent.left; right: parent.right; top: parent.top; leftMargin: screen.side; rightMargin: screen.side; topMargin: Theme.size(6) }
        height: Math.round(buttons.y - Theme.size(6) - Theme.fingerGap)
        spacing: Math.round(Math.min(Theme.size(7), screen.height * 0.025))

        Item { Layout.fillHeight: true; Layout.minimumHeight: 0 }
        Rectangle {
            Layout.alignment: Qt.AlignHCenter
            Layout.preferredWidth: Math.round(Math.min(Theme.size(screen.number !== "" || screen.telling ? 32 : 46), screen.height * 0.2))
            Layout.preferredHeight: Layout.preferredWidth
            visible: !(Theme.compact && !Theme.portrait)
            radius: width / 2
            color: Theme.accent
            Icon {
                anchors.centerIn: parent
                width: parent.width * 0.56
                height: width
                name: "done"
                color: Theme.accentInk
            }
        }
        YieldingLabel {
            text: screen.session.words.thanks
            font.pixelSize: screen.number !== "" ? Theme.heading : Theme.headline
            font.weight: Font.DemiBold
            horizontalAlignment: Text.AlignHCenter
        }
        YieldingLabel {
            visible: screen.number !== ""
            text: screen.session.words.your_number
            font.pixelSize: Theme.text(8.4)
            horizontalAlignment: Text.AlignHCenter
        }
        YieldingLabel {
            visible: screen.number !== ""
            text: screen.number
            wrapMode: Text.NoWrap
            font.pixelSize: Math.round(Math.min(Theme.size(26) * Math.sqrt(Theme.textScale), screen.width * 0.11))
            font.letterSpacing: Theme.size(1.2)
            font.weight: Font.DemiBold
            horizontalAlignment: Text.AlignHCenter
        }
        YieldingLabel {
            text: screen.detail
            color: Theme.softInk
            font.pixelSize: Theme.text(8.4)
            horizontalAlignment: Text.AlignHCenter
        }
        Rectangle {
            visible: screen.telling
            Layout.fillWidth: true
            Layout.preferredHeight: Theme.hairline
            Layout.topMargin: Theme.size(4)
            color: Theme.line
        }
        YieldingLabel {
            visible: screen.telling
            text: screen.saidDid
            color: Theme.softInk
            font.pixelSize: Theme.text(6.65)
            horizontalAlignment: Text.AlignHCenter
        }
        Item { Layout.fillHeight: true; Layout.minimumHeight: 0 }
    }

    // Both places are kept, so that nothing moves when one goes.
    Item {
        id: buttons
        readonly property bool stacked: Theme.portrait
        readonly property real between: Math.max(Theme.fingerGap, Theme.size(5))
        readonly property real each: Math.floor(Math.min(stacked ? width : (width - between) / 2, Math.max(Theme.mm(66), Theme.size(110) * Math.sqrt(Theme.textScale))))
        readonly property bool two: screen.undoShown && screen.more
        anchors { left: parent.left; right: parent.right; leftMargin: screen.side; rightMargin: screen.side }
        y: Math.round(screen.height - Theme.fingerGap - height)
        height: stacked && two ? 2 * screen.buttonHeight + between : screen.buttonHeight

        PillButton {
            objectName: "undo"
            visible: screen.canUndo
            width: buttons.each
            height: screen.buttonHeight
            anchors { horizontalCenter: parent.horizontalCenter
                horizontalCenterOffset: buttons.two && !buttons.stacked ? -(width + buttons.between) / 2 : 0 }
            quiet: true
            pictureName: "undo"
            text: screen.session.words.undo
            onClicked: screen.session.undo()
        }
        PillButton {
            objectName: "more"
            visible: screen.more
            width: buttons.each
            height: screen.buttonHeight
            y: buttons.height - height
            anchors { horizontalCenter: parent.horizontalCenter
                horizontalCenterOffset: buttons.two && !buttons.stacked ? (width + buttons.between) / 2 : 0 }
            primary: true
            text: screen.session.words.more_questions
            onClicked: screen.session.more()
        }
    }
}
