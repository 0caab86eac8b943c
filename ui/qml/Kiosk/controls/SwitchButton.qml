pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Kiosk

// Something that is on or off.
T.AbstractButton {
    id: button

    property bool on

    implicitHeight: Math.max(Theme.fingertip, Theme.text(6.65) * 1.7)
    implicitWidth: Theme.size(120)
    focusPolicy: Qt.TabFocus
    Accessible.role: Accessible.CheckBox
    Accessible.name: text
    Accessible.checkable: true
    Accessible.checked: on

    background: Rectangle {
        radius: Theme.size(6)
        color: button.down ? Theme.line : Theme.card
        border.color: Theme.edge
        border.width: Theme.hairline
    }
    contentItem: Item {
        Rectangle {
            id: track
            width: Math.min(Theme.size(17), Theme.mm(13))
            height: width * 0.56
            radius: height / 2
            x: button.mirrored ? parent.width - width - Theme.size(4) : Theme.size(4)
            anchors.verticalCenter: parent.verticalCenter
            color: button.on ? Theme.chosen : Theme.paper
            border.color: Theme.ink
            border.width: Theme.hairline

            Rectangle {
                height: parent.height * 0.66
                width: height
                radius: height / 2
                anchors.verticalCenter: parent.verticalCenter
                x: (button.on !== button.mirrored) ? parent.width - width - parent.height * 0.17 : parent.height * 0.17
                color: button.on ? Theme.chosenInk : Theme.ink
            }
        }
        FitLabel {
            anchors {
                left: track.right
                right: parent.right
                top: parent.top
                bottom: parent.bottom
                leftMargin: Theme.size(4)
                rightMargin: Theme.size(3)
            }
            text: button.text
            font.pixelSize: Theme.text(6.65)
        }
    }
}
