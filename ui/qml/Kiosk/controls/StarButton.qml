pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Shapes
import QtQuick.Templates as T
import Kiosk

// One of five stars; it and all before it fill when it is tapped.
T.AbstractButton {
    id: button

    required property int point
    required property string spoken
    required property real starSize
    property bool filled
    property bool tapped
    property bool faded

    objectName: "point" + point
    opacity: faded ? 0.45 : 1
    focusPolicy: Qt.TabFocus
    Accessible.role: Accessible.Button
    Accessible.name: spoken

    Behavior on opacity { NumberAnimation { duration: Theme.press } }

    contentItem: Item {
        Shape {
            width: 100
            height: 100
            anchors.centerIn: parent
            scale: button.starSize / 100 * (button.tapped ? 1.06 : button.down ? 0.92 : 1)
            Behavior on scale { NumberAnimation { duration: Theme.press; easing.type: Easing.OutQuad } }

            ShapePath {
                strokeColor: Theme.ink
                strokeWidth: 3.4
                joinStyle: ShapePath.RoundJoin
                fillColor: button.filled ? Theme.contrasty ? Theme.ink : Theme.levels[1] : Theme.card
                PathSvg {
                    path: "M 50 6 L 62.9 33.2 L 92.8 37.1 L 70.9 57.8 L 76.5 87.4 L 50 73 L 23.5 87.4 L 29.1 57.8 L 7.2 37.1 L 37.1 33.2 Z"
                }
            }
        }
    }
}
