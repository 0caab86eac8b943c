pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Kiosk

// Something to choose, and to take back where more than one may be chosen.
T.AbstractButton {
    id: chip

    required property string choice
    required property string pictureName
    required property real letters
    property bool multiple: true
    property bool chosen

    readonly property real side: Math.round(Math.max(Theme.mm(1.5), Math.min(Theme.size(6), width * 0.07)))

    objectName: "choice-" + choice
    focusPolicy: Qt.TabFocus // a tap must not take the field's focus, and with it the keyboard, away
    Accessible.role: multiple ? Accessible.CheckBox : Accessible.Button
    Accessible.name: text
    Accessible.checkable: multiple
    Accessible.checked: multiple && chosen

    background: Rectangle {
        radius: Math.min(Theme.size(6), height / 3)
        color: chip.chosen ? Theme.chosen : chip.down ? Theme.line : Theme.card
        border.color: chip.chosen ? Theme.chosen : Theme.edge
        border.width: Theme.hairline
        scale: chip.down ? 0.97 : 1
        Behavior on scale { NumberAnimation { duration: Theme.press } }
    }

    contentItem: Item {
        Icon {
            id: picture
            name: chip.pictureName
            color: chip.chosen ? Theme.chosenInk : Theme.ink
            width: Math.round(Math.min(Theme.size(13), chip.height * 0.6, chip.width * 0.17))
            height: width
            anchors { left: parent.left; leftMargin: chip.side; verticalCenter: parent.verticalCenter }
        }
        FitLabel {
            text: chip.text
            color: chip.chosen ? Theme.chosenInk : Theme.ink
            anchors {
                left: picture.right
                leftMargin: chip.side * 0.7
                right: parent.right
                rightMargin: chip.side * 0.5
                top: parent.top
                bottom: parent.bottom
                topMargin: Theme.hairline
                bottomMargin: Theme.hairline
            }
            horizontalAlignment: Text.AlignLeft
            font.pixelSize: chip.letters
            font.weight: Font.DemiBold
        }
    }
}
