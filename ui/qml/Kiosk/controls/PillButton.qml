pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Kiosk

// A large round-ended button; `primary` is the one that leads on.
T.AbstractButton {
    id: button

    property bool primary
    property bool quiet
    property string pictureName
    // Buttons side by side have letters of one size: the smallest of what fits each.
    property real letters: wishedLetters
    readonly property real fittingLetters: probe.fontInfo.pixelSize
    readonly property real wishedLetters: quiet ? Theme.barText : Theme.text(8.4)

    readonly property real side: Theme.size(quiet ? 7 : 12)
    readonly property real inner: Math.round(Math.min(side, width * 0.07))

    implicitWidth: Math.max(Theme.size(quiet ? 40 : 66), wanted.width + picture.width + 2 * side)
    implicitHeight: Math.max(Theme.fingertip, quiet ? Theme.barText * 1.9 : Theme.size(20), wanted.height * 1.6)
    focusPolicy: Qt.TabFocus // a tap must not take the field's focus, and with it the keyboard, away
    Accessible.role: Accessible.Button
    Accessible.name: text

    TextMetrics {
        id: wanted
        text: button.text
        font.family: Theme.family
        font.pixelSize: label.font.pixelSize
        font.weight: label.font.weight
    }

    background: Rectangle {
        radius: height / 2
        color: button.primary ? Theme.accent : button.down ? Theme.line : Theme.paper
        border.color: button.primary ? Theme.accent : Theme.edge
        border.width: Theme.hairline
        scale: button.down ? 0.97 : 1
        Behavior on scale { NumberAnimation { duration: Theme.press } }
    }
    contentItem: Item {
        Icon {
            id: picture
            visible: name.length > 0
            name: button.pictureName
            width: visible ? Math.round(label.font.pixelSize * 1.2) : 0
            height: width
            color: label.color
            anchors { left: parent.left; leftMargin: button.inner; verticalCenter: parent.verticalCenter }
        }
        FitLabel {
            id: label
            anchors {
                left: picture.visible ? picture.right : parent.left
                leftMargin: picture.visible ? Theme.size(3) : button.inner
                right: parent.right
                rightMargin: button.inner
            }
            height: parent.height
            text: button.text
            color: button.primary ? Theme.accentInk : Theme.ink
            horizontalAlignment: picture.visible ? Text.AlignLeft : Text.AlignHCenter
            lineHeight: 1
            font.pixelSize: button.letters
            font.weight: button.quiet ? Font.Normal : Font.DemiBold
        }
        FitLabel {
            id: probe
            visible: false
            anchors.fill: label
            text: button.text
            font.pixelSize: button.wishedLetters
            font.weight: label.font.weight
        }
    }
}
