pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Kiosk

// A large round-ended button; `primary` is the one that leads on.
T.AbstractButton {
    id: button

    property bool primary
    property bool quiet

    implicitWidth: Math.max(Theme.size(quiet ? 40 : 66), label.implicitWidth + 2 * Theme.size(quiet ? 7 : 12))
    implicitHeight: Math.max(Theme.fingertip, Theme.size(quiet ? 13 : 20))
    focusPolicy: Qt.TabFocus // a tap must not take the field's focus, and with it the keyboard, away
    Accessible.role: Accessible.Button
    Accessible.name: text

    background: Rectangle {
        radius: height / 2
        color: button.primary ? Theme.accent : button.down ? Theme.line : Theme.paper
        border.color: button.primary ? Theme.accent : Theme.edge
        border.width: Math.max(1, Theme.mm(0.4))
        scale: button.down ? 0.97 : 1
        Behavior on scale { NumberAnimation { duration: Theme.press } }
    }
    contentItem: Label {
        id: label
        text: button.text
        color: button.primary ? Theme.paper : Theme.ink
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
        wrapMode: Text.NoWrap
        font.pixelSize: button.quiet ? Theme.text(6.65) : Theme.text(8.4)
        font.weight: button.quiet ? Font.Normal : Font.DemiBold
    }
}
