pragma ComponentBehavior: Bound
import QtQuick
import Kiosk

// A calm card over the screen; nothing below it can be tapped.
Rectangle {
    id: notice

    required property string title
    required property string detail
    required property string action
    property alias actionName: button.objectName
    signal accepted

    property bool veil // hides the screen altogether: it may be another shopper who reads this

    color: veil ? Theme.paper : Theme.scrim

    MouseArea { anchors.fill: parent }

    onVisibleChanged: button.enabled = !visible

    // Who was about to tap something else must not tap this.
    Timer {
        running: notice.visible
        interval: Theme.hush
        onTriggered: button.enabled = true
    }

    Rectangle {
        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.margin, Theme.size(210))
        height: column.implicitHeight + 2 * Theme.size(16)
        radius: Theme.size(9)
        color: Theme.card

        Column {
            id: column
            anchors { left: parent.left; right: parent.right; margins: Theme.size(16); verticalCenter: parent.verticalCenter }
            spacing: Theme.size(8)

            Label {
                width: parent.width
                text: notice.title
                font.pixelSize: Theme.heading
                font.weight: Font.DemiBold
                horizontalAlignment: Text.AlignHCenter
                Accessible.role: Accessible.AlertMessage
                Accessible.name: notice.title + " " + notice.detail
            }
            Label {
                width: parent.width
                text: notice.detail
                color: Theme.softInk
                horizontalAlignment: Text.AlignHCenter
            }
            PillButton {
                id: button
                anchors.horizontalCenter: parent.horizontalCenter
                primary: true
                text: notice.action
                onClicked: notice.accepted()
            }
        }
    }
}
