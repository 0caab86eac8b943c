pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Shapes

// A touchpoint's picture: round line drawings on a 24 x 24 grid.
Item {
    id: icon

    required property string name
    property color color: "black"

    readonly property var drawings: ({
        queue: "M12 3.5 a8.5 8.5 0 1 0 0 17 a8.5 8.5 0 1 0 0 -17 M12 7.5 V12 L15.2 14.4",
        staff: "M12 4 a3.8 3.8 0 1 0 0 7.6 a3.8 3.8 0 1 0 0 -7.6 M4.5 20.5 C4.5 16.4 7.6 14.4 12 14.4 C16.4 14.4 19.5 16.4 19.5 20.5",
        stock: "M3.8 8 L12 3.8 L20.2 8 V16.4 L12 20.6 L3.8 16.4 Z M3.8 8 L12 12.2 L20.2 8 M12 12.2 V20.6",
        price: "M4 4 H11.5 L20.3 12.8 L12.8 20.3 L4 11.5 Z M8.2 7.4 a0.9 0.9 0 1 0 0 1.8 a0.9 0.9 0 1 0 0 -1.8",
        products: "M5 8.5 H19 L18 20.5 H6 Z M8.5 8.5 V7.5 C8.5 5.2 10 3.5 12 3.5 C14 3.5 15.5 5.2 15.5 7.5 V8.5",
        services: "M3.5 17.5 H20.5 M5 17.5 C5 12.4 8 9 12 9 C16 9 19 12.4 19 17.5 M12 9 V6.5 M10.3 6.5 H13.7 M6 20.5 H18",
        design: "M4 20.5 V10 M20 20.5 V10 M3 10 L5 4 H19 L21 10 Z M9.5 20.5 V14 H14.5 V20.5 M4 20.5 H20",
        signs: "M12 20.8 V3.2 M12 5 H18.2 L20.8 7.6 L18.2 10.2 H12 M12 11.8 H5.8 L3.2 14.2 L5.8 16.6 H12",
        cleanliness: "M11 3.5 C11.6 8 13 9.6 17.5 10.2 C13 10.8 11.6 12.6 11 17 C10.4 12.6 9 10.8 4.5 10.2 C9 9.6 10.4 8 11 3.5 Z M18 15 C18.3 17 18.9 17.6 20.8 18 C18.9 18.4 18.3 19 18 21 C17.7 19 17.1 18.4 15.2 18 C17.1 17.6 17.7 17 18 15 Z",
        complaints: "M8 4.5 L4 8.5 L8 12.5 M4 8.5 H14.5 C17.8 8.5 20 10.9 20 14 C20 17.1 17.8 19.5 14.5 19.5 H8",
        remote: "M7.5 3.5 H16.5 C17.3 3.5 18 4.2 18 5 V19 C18 19.8 17.3 20.5 16.5 20.5 H7.5 C6.7 20.5 6 19.8 6 19 V5 C6 4.2 6.7 3.5 7.5 3.5 Z M10.8 17.6 H13.2",
        other: "M5.5 11 a1 1 0 1 0 0 2 a1 1 0 1 0 0 -2 M12 11 a1 1 0 1 0 0 2 a1 1 0 1 0 0 -2 M18.5 11 a1 1 0 1 0 0 2 a1 1 0 1 0 0 -2",
        done: "M5 12.8 L10 17.6 L19.2 7"
    })

    Shape {
        width: 24
        height: 24
        scale: icon.width / 24
        transformOrigin: Item.TopLeft

        ShapePath {
            strokeColor: icon.color
            strokeWidth: 1.7
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap
            joinStyle: ShapePath.RoundJoin
            PathSvg { path: icon.drawings[icon.name] }
        }
    }
}
