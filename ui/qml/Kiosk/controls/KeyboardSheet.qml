import QtQuick
import Moment

// Where the keyboard stands. It takes 100 ms to read from the disk, and nobody writes before the first frame.
Item {
    id: sheet

    required property Session session
    property bool open
    property bool wanted
    readonly property var keyboard: loader.item

    implicitHeight: open && keyboard && keyboard.active ? keyboard.height : 0
    visible: implicitHeight > 0
    clip: true

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

    Loader {
        id: loader
        width: parent.width
    }

    onWantedChanged: loader.setSource("Keyboard.qml", { session: sheet.session })
}
