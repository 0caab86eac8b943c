pragma ComponentBehavior: Bound
import QtQuick
import Kiosk

// The idle screen: the question itself, one tap from a stored rating.
KioskScreen {
    id: screen
    objectName: "facesScreen"

    readonly property real faceSize: {
        const across = (width - 2 * Theme.gap) / 4 - Theme.gap;
        const down = height * (Theme.portrait ? 0.34 : 0.4);
        return Math.round(Math.min(across, down, Theme.size(58)));
    }
    property int breathing: -1

    Label {
        id: store
        text: screen.session.store
        anchors { left: parent.left; leftMargin: Theme.margin; top: parent.top; topMargin: Theme.size(11) }
        color: Theme.softInk
        font.letterSpacing: Theme.size(0.45)
        font.weight: Font.DemiBold
    }

    Label {
        id: question
        anchors { left: parent.left; right: parent.right; margins: Theme.margin }
        y: (faces.y + store.y + store.height - height) / 2
        height: Math.min(implicitHeight, faces.y - store.y - store.height - Theme.gap)
        text: screen.prompt
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
        font.pixelSize: Theme.headline
        font.weight: Font.DemiBold
        fontSizeMode: Text.Fit
        minimumPixelSize: Theme.body
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }

    Row {
        id: faces
        anchors.horizontalCenter: parent.horizontalCenter
        y: Math.round((parent.height - height) * (Theme.portrait ? 0.55 : 0.72))
        spacing: Math.max(Theme.gap, Math.round((screen.width - 2 * Theme.margin - 4 * screen.faceSize) / 4))

        Repeater {
            model: screen.session.faces

            FaceButton {
                required property var modelData
                level: modelData.level
                word: modelData.word
                faceSize: screen.faceSize
                width: screen.faceSize
                tapped: screen.session.level === level
                faded: screen.session.level > 0 && !tapped
                breathing: screen.breathing === level
                onClicked: screen.session.tapFace(level)
            }
        }
    }

    Timer {
        interval: 9000
        repeat: true
        running: screen.enabled && Theme.motion
        onTriggered: screen.breathing = 1 + (Math.max(0, screen.breathing) % 4)
    }
}
