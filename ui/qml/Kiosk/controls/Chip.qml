pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Kiosk

// A touchpoint to choose or take back.
T.AbstractButton {
    id: chip

    required property string choice
    required property string pictureName
    property bool chosen

    objectName: "choice-" + choice
    focusPolicy: Qt.TabFocus // a tap must not take the field's focus, and with it the keyboard, away
    Accessible.role: Accessible.CheckBox
    Accessible.name: text
    Accessible.checkable: true
    Accessible.checked: chosen

    background: Rectangle {
        radius: Theme.size(6)
        color: chip.chosen ? Theme.ink : Theme.card
        border.color: chip.chosen ? Theme.ink : Theme.edge
        border.width: Math.max(1, Theme.mm(0.3))
        scale: chip.down ? 0.97 : 1
        Behavior on scale { NumberAnimation { duration: Theme.press } }
    }

    contentItem: Item {
        Icon {
            id: picture
            name: chip.pictureName
            color: chip.chosen ? Theme.paper : Theme.ink
            width: Math.min(Theme.size(13), chip.height * 0.6)
            height: width
            x: chip.mirrored ? parent.width - width - Theme.size(6) : Theme.size(6)
            anchors.verticalCenter: parent.verticalCenter
        }
        Label {
            text: chip.text
            color: chip.chosen ? Theme.paper : Theme.ink
            anchors {
                left: picture.right
                leftMargin: Theme.size(4.5)
                right: parent.right
                rightMargin: Theme.size(3)
                top: parent.top
                bottom: parent.bottom
            }
            verticalAlignment: Text.AlignVCenter
            font.weight: Font.DemiBold
            wrapMode: Text.WordWrap
            fontSizeMode: Text.Fit
            minimumPixelSize: Theme.mm(4.5)
            lineHeight: 1.05
        }
    }
}
