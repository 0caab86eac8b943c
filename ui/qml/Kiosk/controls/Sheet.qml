pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Kiosk

// A card over the screen until it is closed; nothing beneath it can be reached.
FocusScope {
    id: sheet

    property bool open
    readonly property bool modal: open
    property string title
    property string closeWord
    property string closeName
    default property alias content: holder.data
    readonly property alias room: holder
    // Half a screen is little, unless it is a tall one.
    readonly property bool tight: Theme.lowReach && (!Theme.portrait || Theme.heightMm < 300)
    readonly property real pad: tight ? Theme.fingerGap : Math.max(Theme.fingerGap, Theme.size(8))

    signal closed

    visible: open
    enabled: open

    Rectangle {
        anchors.fill: parent
        color: Theme.scrim
    }
    // Beside the card: takes the tap and closes, as people expect; the button says the same to those who cannot see.
    T.AbstractButton {
        anchors.fill: parent
        focusPolicy: Qt.NoFocus
        Accessible.ignored: true
        onClicked: sheet.closed()
    }

    Rectangle {
        id: card
        width: Math.min(parent.width - 2 * Theme.fingerGap, Theme.size(Theme.portrait ? 300 : 280) * Math.min(1.5, Theme.textScale))
        height: Math.min(parent.height - 2 * Theme.fingerGap - (Theme.lowReach ? parent.height / 2 : 0),
            head.height + holder.implicitHeight + 3 * sheet.pad)
        anchors { horizontalCenter: parent.horizontalCenter; bottom: parent.bottom; bottomMargin: Theme.fingerGap }
        radius: Theme.size(9)
        color: Theme.card
        border.color: Theme.edge
        border.width: Theme.hairline

        T.AbstractButton {
            anchors.fill: parent
            focusPolicy: Qt.NoFocus
            Accessible.ignored: true
        }

        Item {
            id: head
            anchors { left: parent.left; right: parent.right; top: parent.top; margins: sheet.pad }
            height: close.height

            FitLabel {
                anchors { left: parent.left; right: close.left; rightMargin: Theme.gap }
                height: parent.height
                text: sheet.title
                font.pixelSize: Theme.text(9)
                font.weight: Font.DemiBold
                Accessible.role: Accessible.Heading
                Accessible.name: text
            }
            RoundButton {
                id: close
                objectName: sheet.closeName
                anchors.right: parent.right
                height: Math.min(implicitHeight, Math.max(Theme.fingertip * 1.3, sheet.tight ? 0 : Theme.size(14)))
                width: height
                pictureName: "close"
                text: sheet.closeWord
                onClicked: sheet.closed()
            }
        }

        Item {
            id: holder
            anchors {
                left: parent.left
                right: parent.right
                top: head.bottom
                bottom: parent.bottom
                margins: sheet.pad
            }
            implicitHeight: children.length > 0 ? children[0].implicitHeight : 0
        }
    }
}
