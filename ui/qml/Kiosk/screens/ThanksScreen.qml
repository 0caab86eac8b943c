pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Kiosk

// Thanks, and out of the next shopper's way; a touch anywhere ends it at once.
KioskScreen {
    id: screen
    objectName: "thanksScreen"

    T.AbstractButton {
        anchors.fill: parent
        objectName: "thanks"
        focusPolicy: Qt.TabFocus
        text: screen.session.words.thanks
        Accessible.role: Accessible.Button
        Accessible.name: screen.session.words.thanks + " " + screen.session.words.thanks_detail
        onClicked: screen.session.next()
    }

    Column {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.margin
        spacing: Theme.size(8)

        Rectangle {
            anchors.horizontalCenter: parent.horizontalCenter
            width: Theme.size(46)
            height: width
            radius: width / 2
            color: Theme.accent
            Icon {
                anchors.centerIn: parent
                width: parent.width * 0.56
                height: width
                name: "done"
                color: Theme.paper
            }
        }
        Label {
            width: parent.width
            text: screen.session.words.thanks
            font.pixelSize: Theme.headline
            font.weight: Font.DemiBold
            horizontalAlignment: Text.AlignHCenter
        }
        Label {
            width: parent.width
            text: screen.session.words.thanks_detail
            color: Theme.softInk
            font.pixelSize: Theme.text(8.4)
            horizontalAlignment: Text.AlignHCenter
        }
    }
}
