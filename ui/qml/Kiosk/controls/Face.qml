pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Shapes
import Kiosk

// One of our faces; outline, brows, eyes and mouth all differ, so it reads without colour.
Item {
    id: face

    required property int level // 1 to 4; 0 is the fifth, worse than bad

    readonly property int fill: Math.max(0, level - 1)
    readonly property list<real> roundness: [0.08, 0.22, 0.33, 0.42, 0.5]
    readonly property string eyes: "M 31 48 a 5 6.5 0 1 0 10 0 a 5 6.5 0 1 0 -10 0 M 59 48 a 5 6.5 0 1 0 10 0 a 5 6.5 0 1 0 -10 0"
    readonly property list<string> strokes: [
        "M 23 26 L 44 38 M 77 26 L 56 38 M 29 44 L 43 53 M 71 44 L 57 53",
        "M 25 30 L 43 38 M 75 30 L 57 38 M 31 76 Q 50 54 69 76",
        "M 27 33 L 43 33 M 57 33 L 73 33 M 32 70 L 68 70",
        "M 29 60 Q 50 84 71 60",
        "M 24 43 Q 34 29 44 43 M 56 43 Q 66 29 76 43"
    ]
    readonly property list<string> fills: [
        "M 28 80 Q 30 60 50 60 Q 70 60 72 80 Q 50 70 28 80 Z",
        eyes,
        eyes,
        "M 31 41 a 5 6.5 0 1 0 10 0 a 5 6.5 0 1 0 -10 0 M 59 41 a 5 6.5 0 1 0 10 0 a 5 6.5 0 1 0 -10 0",
        "M 24 55 Q 50 63 76 55 Q 75 85 50 85 Q 25 85 24 55 Z"
    ]

    Rectangle {
        anchors.fill: parent
        radius: width * face.roundness[face.level]
        color: face.level > 0 ? Theme.levels[face.fill] : Qt.tint(Theme.levels[0], face.deeper)
        border.color: Theme.levelEdge
        border.width: Theme.contrasty ? Theme.hairline : 0
        antialiasing: true
    }

    // As much darker than "bad" as the ink still reads on.
    readonly property color deeper: Theme.contrasty ? "transparent" : Qt.alpha(Theme.levelInk, 0.14)

    Shape {
        width: 100
        height: 100
        scale: face.width / 100
        transformOrigin: Item.TopLeft

        ShapePath {
            strokeColor: Theme.levelInk
            strokeWidth: 4.6
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap
            PathSvg { path: face.strokes[face.level] }
        }
        ShapePath {
            strokeColor: face.level === 4 || face.level === 0 ? Theme.levelInk : "transparent"
            strokeWidth: 4
            joinStyle: ShapePath.RoundJoin
            fillColor: Theme.levelInk
            PathSvg { path: face.fills[face.level] }
        }
    }
}
