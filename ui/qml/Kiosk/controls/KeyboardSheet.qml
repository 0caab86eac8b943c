import QtQuick
import Moment
import Kiosk

// Where the keyboard stands. It takes 100 ms to read from the disk, and nobody writes before the first frame.
Item {
    id: sheet

    required property Session session
    required property real barHeight
    property bool open
    property bool wanted
    readonly property var keyboard: loader.item

    // What is read and tapped above the keyboard needs this much.
    readonly property real writingRoom: Theme.lowReach ? Theme.fingertip + 2 * Theme.fingerGap : Theme.mm(27)
    readonly property real room: Theme.lowReach ? Window.height / 2 - barHeight - writingRoom
        : Math.min(Window.height * 0.5, Window.height - barHeight - writingRoom)
    // Four rows of keys, a row of candidates.
    readonly property bool fits: room >= Theme.mm(4 * 6.8) + Theme.fingertip

    implicitHeight: open && keyboard && keyboard.active ? keyboard.height : 0
    visible: implicitHeight > 0

    function settle(): void {
        keyboard?.settle();
    }

    function forget(): void {
        keyboard?.forget();
    }

    onOpenChanged: wanted = true

    Connections {
        target: sheet.Window.window
        enabled: !sheet.wanted
        function onFrameSwapped() {
            Qt.callLater(() => sheet.wanted = true);
        }
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.keyboard
    }

    Loader {
        id: loader
        width: Math.min(parent.width, (sheet.room - Theme.fingertip) * Theme.keyboardAspect)
        anchors.horizontalCenter: parent.horizontalCenter
    }

    onWantedChanged: loader.setSource("Keyboard.qml", { session: sheet.session })
}
