import QtQuick
import Moment
import Kiosk

// Where the keyboard stands. It takes 100 ms to read from the disk, and nobody writes before the first frame.
Item {
    id: sheet

    required property Session session
    property bool open
    property bool wanted
    readonly property var keyboard: loader.item

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
        // At most half of the screen; the words and the buttons need the other half.
        width: Math.min(parent.width, (sheet.Window.height * 0.5 - Theme.fingertip) * Theme.keyboardAspect)
        anchors.horizontalCenter: parent.horizontalCenter
    }

    onWantedChanged: loader.setSource("Keyboard.qml", { session: sheet.session })
}
