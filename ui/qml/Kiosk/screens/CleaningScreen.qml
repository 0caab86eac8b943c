import QtQuick
import QtQuick.Templates as T
import Moment
import Kiosk

// While somebody wipes the screen: it takes every touch and does nothing with it.
T.AbstractButton {
    id: screen

    required property Session session
    readonly property bool modal: visible

    objectName: "cleaning"
    visible: session.screen === "cleaning"
    enabled: visible
    focusPolicy: Qt.NoFocus
    Accessible.role: Accessible.AlertMessage
    Accessible.name: title.text + " " + detail.text
    background: Rectangle { color: Theme.paper }

    contentItem: Item {
        Column {
            anchors.centerIn: parent
            width: parent.width - 2 * Theme.margin
            spacing: Theme.size(8)

            Label {
                id: title
                width: parent.width
                text: screen.session.words.cleaning
                font.pixelSize: Theme.heading
                font.weight: Font.DemiBold
                horizontalAlignment: Text.AlignHCenter
            }
            Label {
                id: detail
                width: parent.width
                text: screen.session.words.cleaning_detail.replace("{seconds}", screen.session.secondsLeft.toLocaleString(Qt.locale(screen.session.locale), "f", 0))
                color: Theme.softInk
                horizontalAlignment: Text.AlignHCenter
            }
        }
    }
}
