pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Kiosk

// A face with its word under it or beside it; the whole of both is the target.
T.AbstractButton {
    id: button

    required property int point
    required property int level // of the face; see Face
    required property string spoken
    required property real faceSize
    required property real letters
    property bool beside
    property bool tapped
    property bool faded
    property bool breathing

    readonly property real space: Math.round(Math.min(Theme.size(5), faceSize * 0.14))

    objectName: "face" + point
    opacity: faded ? 0.3 : 1
    focusPolicy: Qt.TabFocus // a tap must not take the field's focus, and with it the keyboard, away
    Accessible.role: Accessible.Button
    Accessible.name: spoken

    Behavior on opacity { NumberAnimation { duration: Theme.press } }

    contentItem: Item {
        Face {
            id: face
            level: button.level
            width: button.faceSize
            height: width
            x: button.beside ? (button.mirrored ? parent.width - width : 0) : Math.round((parent.width - width) / 2)
            y: button.beside ? Math.round((parent.height - height) / 2) : 0
            scale: button.tapped ? 1.06 : button.down ? 0.93 : 1
            Behavior on scale { NumberAnimation { duration: Theme.press; easing.type: Easing.OutQuad } }

            SequentialAnimation on rotation {
                running: button.breathing && Theme.press > 0
                NumberAnimation { to: 4; duration: 260; easing.type: Easing.InOutSine }
                NumberAnimation { to: -4; duration: 380; easing.type: Easing.InOutSine }
                NumberAnimation { to: 0; duration: 260; easing.type: Easing.InOutSine }
            }
        }
        FitLabel {
            text: button.text
            x: button.beside && !button.mirrored ? button.faceSize + 2 * button.space : 0
            y: button.beside ? 0 : button.faceSize + button.space
            width: parent.width - (button.beside ? button.faceSize + 2 * button.space : 0)
            height: parent.height - y
            horizontalAlignment: button.beside ? Text.AlignLeft : Text.AlignHCenter
            verticalAlignment: button.beside ? Text.AlignVCenter : Text.AlignTop
            font.pixelSize: button.letters
            font.weight: Font.DemiBold
        }
    }
}
