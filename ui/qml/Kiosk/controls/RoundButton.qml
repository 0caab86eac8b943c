pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Kiosk

// A picture to tap; its name is for those who hear it.
T.AbstractButton {
    id: button

    required property string pictureName

    implicitWidth: implicitHeight
    implicitHeight: Math.max(Theme.fingertip, Theme.barText * 1.9)
    focusPolicy: Qt.TabFocus
    Accessible.role: Accessible.Button
    Accessible.name: text

    background: Rectangle {
        radius: height / 2
        color: button.down ? Theme.line : Theme.paper
        border.color: Theme.edge
        border.width: Theme.hairline
    }
    contentItem: Item {
        Icon {
            anchors.centerIn: parent
            name: button.pictureName
            width: button.height * 0.62
            height: width
            color: Theme.ink
        }
    }
}
