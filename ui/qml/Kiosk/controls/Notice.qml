pragma ComponentBehavior: Bound
import QtQuick
import Kiosk

// A calm card over the screen; nothing below it can be tapped.
Rectangle {
    id: notice

    readonly property bool modal: visible

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
        id: card
        readonly property real most: parent.height * (Theme.lowReach ? 0.5 : 1) - 2 * Theme.fingerGap
        readonly property real pad: Math.max(Theme.fingerGap, Theme.size(14))
        anchors.horizontalCenter: parent.horizontalCenter
        y: Theme.lowReach ? parent.height / 2 + Theme.fingerGap : (parent.height - height) / 2
        width: Math.min(parent.width - 2 * Theme.fingerGap, Theme.size(Theme.portrait ? 180 : 230) * Math.min(1.4, Theme.textScale))
        height: Math.min(most, words.implicitHeight + button.height + Theme.gap + 2 * pad)
        radius: Theme.size(9)
        color: Theme.card

        Item {
            id: words
            anchors { left: parent.left; right: parent.right; top: parent.top; bottom: button.top; margins: card.pad; bottomMargin: Theme.gap }
            implicitHeight: title.implicitHeight + detail.implicitHeight + Theme.size(6)

            FitLabel {
                id: title
                width: parent.width
                height: parent.height * title.implicitHeight / Math.max(1, title.implicitHeight + detail.implicitHeight)
                text: notice.title
                font.pixelSize: Theme.heading
                font.weight: Font.DemiBold
                horizontalAlignment: Text.AlignHCenter
                Accessible.role: Accessible.AlertMessage
                Accessible.name: notice.title + " " + notice.detail
            }
            FitLabel {
                id: detail
                anchors { left: parent.left; right: parent.right; top: title.bottom; bottom: parent.bottom }
                text: notice.detail
                color: Theme.softInk
                horizontalAlignment: Text.AlignHCenter
            }
        }
        PillButton {
            id: button
            anchors { horizontalCenter: parent.horizontalCenter; bottom: parent.bottom; bottomMargin: card.pad }
            width: Math.min(implicitWidth, parent.width - 2 * card.pad)
            height: Math.min(implicitHeight, Math.max(Theme.fingertip, card.most * 0.3))
            primary: true
            text: notice.action
            onClicked: notice.accepted()
        }
    }
}
