import QtQuick
import QtQuick.Templates as T
import Moment

// Outside the opening hours: black, whether or not the display itself can be switched off.
T.AbstractButton {
    id: screen

    required property Session session
    readonly property bool modal: visible

    objectName: "asleep"
    visible: session.screen === "asleep"
    enabled: visible
    focusPolicy: Qt.TabFocus
    text: session.words.wake
    Accessible.role: Accessible.Button
    Accessible.name: text
    background: Rectangle { color: "black" }
    onClicked: session.touch()
}
