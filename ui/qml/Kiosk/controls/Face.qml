pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Shapes
import Kiosk

// One of our four faces; outline, brows, eyes and mouth all differ, so it reads without colour.
Item {
    id: face

    required property int level // 1 to 4

    readonly property list<real> roundness: [0.2, 0.32, 0.42, 0.5]
    readonly property list<string> strokes: [
        "M 25 30 L 43 38 M 75 30 L 57 38 M 31 76 Q 50 54 69 76",
        "M 27 33 L 43 33 M 57 33 L 73 33 M 32 70 L 68 70",
        "M 29 60 Q 50 84 71 60",
        "M 24 43 Q 34 29 44 43 M 56 43 Q 66 29 76 43"
    ]
    readonly property list<string> fills: [
        "M 31 48 a 5 6.5 0 1 0 10 0 a 5 6.5 0 1 0 -10 0 M 59 48 a 5 6.5 0 1 0 10 0 a 5 6.5 0 1 0 -10 0",
        "M 31 48 a 5 6.5 0 1 0 10 0 a 5 6.5 0 1 0 -10 0 M 59 48 a 5 6.5 0 1 0 10 0 a 5 6.5 0 1 0 -10 0",
        "M 31 41 a 5 6.5 0 1 0 10 0 a 5 6.5 0 1 0 -10 0 M 59 41 a 5 6.5 0 1 0 10 0 a 5 6.5 0 1 0 -10 0",
        "M 24 55 Q 50 63 76 55 Q 75 85 50 85 Q 25 85 24 55 Z"
    ]

    Rectangle {
        anchors.fill: parent
        radius: width * face.roundness[face.level - 1]
        color: Theme.levels[face.level - 1]
        antialiasing: true
    }

    Shape {
        width: 100
        height: 100
        scale: face.width / 100
        transformOrigin: Item.TopLeft

        ShapePath {
            strokeColor: Theme.ink
            strokeWidth: 4.6
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap
            PathSvg { path: face.strokes[face.level - 1] }
        }
        ShapePath {
            strokeColor: face.level === 4 ? Theme.ink : "transparent"
            strokeWidth: 4
            joinStyle: ShapePath.RoundJoin
            fillColor: Theme.ink
            PathSvg { path: face.fills[face.level - 1] }
        }
    }
}
