pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Kiosk

// A face with its word under it; the whole of both is the target.
T.AbstractButton {
    id: button

    required property int level
    required property string word
    required property real faceSize
    property bool tapped
    property bool faded
    property bool breathing

    objectName: "face" + level
    text: word
    implicitWidth: Math.max(faceSize, label.implicitWidth)
    implicitHeight: faceSize + Theme.size(6) + label.height
    opacity: faded ? 0.3 : 1

    focusPolicy: Qt.TabFocus // a tap must not take the field's focus, and with it the keyboard, away
    Accessible.role: Accessible.Button
    Accessible.name: word

    Behavior on opacity { NumberAnimation { duration: Theme.press } }

    contentItem: Item {
        Face {
            id: face
            level: button.level
            width: button.faceSize
            height: width
            anchors.horizontalCenter: parent.horizontalCenter
            scale: button.tapped ? 1.06 : button.down ? 0.93 : 1
            Behavior on scale { NumberAnimation { duration: Theme.press; easing.type: Easing.OutQuad } }

            SequentialAnimation on rotation {
                running: button.breathing && Theme.motion
                NumberAnimation { to: 4; duration: 260; easing.type: Easing.InOutSine }
                NumberAnimation { to: -4; duration: 380; easing.type: Easing.InOutSine }
                NumberAnimation { to: 0; duration: 260; easing.type: Easing.InOutSine }
            }
        }
        Label {
            id: label
            text: button.word
            width: button.width
            height: font.pixelSize * lineHeight * 1.2
            y: button.faceSize + Theme.size(6)
            horizontalAlignment: Text.AlignHCenter
            font.pixelSize: Theme.text(9.2)
            font.weight: Font.DemiBold
            fontSizeMode: Text.Fit
            minimumPixelSize: Theme.smallestText
            wrapMode: Text.NoWrap
        }
    }
}
