pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Kiosk

// The disk does not take the answer: no thanks, but what becomes of it. A touch anywhere ends it at once.
KioskScreen {
    id: screen
    objectName: "keptScreen"

    T.AbstractButton {
        anchors.fill: parent
        objectName: "kept"
        focusPolicy: Qt.TabFocus
        Accessible.role: Accessible.Button
        Accessible.name: message.title + " " + message.detail
        onClicked: screen.session.next()
    }
    CalmMessage {
        id: message
        anchors { fill: parent; leftMargin: Theme.margin; rightMargin: Theme.margin; topMargin: Theme.size(6) }
        title: screen.session.words.kept
        detail: screen.session.words.kept_detail
    }
}
