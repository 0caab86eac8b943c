pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Kiosk

// A language, named in its own script.
T.AbstractButton {
    id: button

    required property string family

    implicitWidth: Math.max(Theme.fingertip, label.implicitWidth + 2 * Theme.size(5.5))
    implicitHeight: Math.max(Theme.fingertip, Theme.barText * 1.9)
    focusPolicy: Qt.TabFocus // a tap must not take the field's focus, and with it the keyboard, away
    Accessible.role: Accessible.RadioButton
    Accessible.name: text
    Accessible.checkable: true
    Accessible.checked: checked

    background: Rectangle {
        radius: height / 2
        color: button.checked ? Theme.chosen : button.down ? Theme.line : Theme.paper
        border.color: button.checked ? Theme.chosen : Theme.edge
        border.width: Theme.hairline
    }
    contentItem: Label {
        id: label
        text: button.text
        color: button.checked ? Theme.chosenInk : Theme.ink
        font.family: button.family
        font.pixelSize: Theme.barText
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
        wrapMode: Text.NoWrap
        lineHeight: 1
        fontSizeMode: button.width < button.implicitWidth ? Text.Fit : Text.FixedSize
        minimumPixelSize: Theme.tiny
    }
}
