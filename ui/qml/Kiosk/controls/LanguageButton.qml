pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Kiosk

// A language, named in its own script.
T.AbstractButton {
    id: button

    required property string family

    implicitWidth: Math.max(Theme.fingertip, label.implicitWidth + 2 * Theme.size(5.5))
    implicitHeight: Math.max(Theme.fingertip, Theme.size(13))
    focusPolicy: Qt.TabFocus // a tap must not take the field's focus, and with it the keyboard, away
    Accessible.role: Accessible.RadioButton
    Accessible.name: text
    Accessible.checkable: true
    Accessible.checked: checked

    background: Rectangle {
        radius: height / 2
        color: button.checked ? Theme.ink : button.down ? Theme.line : Theme.paper
        border.color: button.checked ? Theme.ink : Theme.edge
        border.width: Math.max(1, Theme.mm(0.4))
    }
    contentItem: Label {
        id: label
        text: button.text
        color: button.checked ? Theme.paper : Theme.ink
        font.family: button.family
        font.pixelSize: Theme.text(6.65)
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
        wrapMode: Text.NoWrap
    }
}
