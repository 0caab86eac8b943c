pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Kiosk

// A number or a word on a scale.
T.AbstractButton {
    id: button

    required property int point
    required property string spoken
    required property real letters
    property bool tapped
    property bool faded
    // Whether it can be seen and heard that it is chosen, because the scale stays.
    property bool stays

    opacity: faded ? 0.3 : 1
    focusPolicy: Qt.TabFocus
    Accessible.role: stays ? Accessible.RadioButton : Accessible.Button
    Accessible.name: spoken
    Accessible.checkable: stays
    Accessible.checked: stays && tapped

    Behavior on opacity { NumberAnimation { duration: Theme.press } }

    background: Rectangle {
        radius: Math.min(Theme.size(7), height / 3)
        color: button.tapped ? Theme.chosen : button.down ? Theme.line : Theme.card
        border.color: button.tapped ? Theme.chosen : Theme.edge
        border.width: Theme.hairline
        scale: button.tapped ? 1.04 : button.down ? 0.95 : 1
        Behavior on scale { NumberAnimation { duration: Theme.press; easing.type: Easing.OutQuad } }
    }
    contentItem: Item {
        FitLabel {
            anchors { fill: parent; leftMargin: Math.round(Theme.mm(1)); rightMargin: Math.round(Theme.mm(1)) }
            text: button.text
            color: button.tapped ? Theme.chosenInk : Theme.ink
            horizontalAlignment: Text.AlignHCenter
            font.pixelSize: button.letters
            font.weight: Font.DemiBold
        }
    }
}
