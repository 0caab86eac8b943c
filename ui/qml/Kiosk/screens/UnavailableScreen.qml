import QtQuick
import Kiosk

// In place of the first question while nothing that is tapped could be stored or kept.
KioskScreen {
    id: screen
    objectName: "unavailableScreen"

    CalmMessage {
        objectName: "unavailable"
        anchors { fill: parent; leftMargin: Theme.margin; rightMargin: Theme.margin; topMargin: Theme.size(6) }
        title: screen.session.words.unavailable
        detail: screen.session.words.unavailable_detail
    }
}
