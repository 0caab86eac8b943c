pragma ComponentBehavior: Bound
import QtQuick
import Kiosk

// Around whatever the keypad stands on, for those who cannot touch.
Item {
    id: ring

    required property bool wanted
    readonly property Item target: wanted ? Window.activeFocusItem : null
    property rect place

    visible: target !== null && target.activeFocusOnTab && target.visible

    // The thing itself, or what it lies in, may be on its way.
    Connections {
        target: ring.visible ? ring.Window.window : null
        function onAfterAnimating() {
            ring.place = ring.target.mapToItem(ring, 0, 0, ring.target.width, ring.target.height);
        }
    }
    onTargetChanged: if (target) place = target.mapToItem(ring, 0, 0, target.width, target.height)

    Rectangle {
        x: ring.place.x - Theme.focusWidth
        y: ring.place.y - Theme.focusWidth
        width: ring.place.width + 2 * Theme.focusWidth
        height: ring.place.height + 2 * Theme.focusWidth
        radius: Theme.size(6)
        color: "transparent"
        border.color: Theme.ink
        border.width: Theme.focusWidth

        Rectangle {
            anchors { fill: parent; margins: -Theme.focusWidth / 2 }
            radius: parent.radius
            color: "transparent"
            border.color: Theme.paper
            border.width: Theme.focusWidth / 2
        }
    }
}
