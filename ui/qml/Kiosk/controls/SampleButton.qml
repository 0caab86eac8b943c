pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Kiosk

// A letter as the screen would show it: this large, or in these colours.
T.AbstractButton {
    id: button

    property color paper: Theme.card
    property color ink: Theme.ink
    property real letter: Theme.text(7.2)
    property bool current

    implicitWidth: Theme.fingertip
    implicitHeight: Math.max(Theme.fingertip, Theme.size(16))
    focusPolicy: Qt.TabFocus
    Accessible.role: Accessible.RadioButton
    Accessible.name: text
    Accessible.checkable: true
    Accessible.checked: current

    background: Rectangle {
        radius: Theme.size(6)
        color: button.paper
        border.color: button.current ? Theme.ink : Theme.edge
        border.width: button.current ? 3 * Theme.hairline : Theme.hairline
    }
    contentItem: Label {
        text: "A"
        color: button.ink
        font.pixelSize: Math.min(button.letter, button.height * 0.58)
        font.weight: Font.DemiBold
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
        lineHeight: 1
        Accessible.ignored: true
    }
}
