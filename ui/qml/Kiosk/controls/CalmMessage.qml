import QtQuick
import QtQuick.Layouts
import Kiosk

// A sentence and what it means, in the middle of a screen that asks nothing.
ColumnLayout {
    id: message

    required property string title
    required property string detail

    spacing: Math.round(Math.min(Theme.size(7), height * 0.03))

    Item { Layout.fillHeight: true; Layout.minimumHeight: 0 }
    Icon {
        Layout.alignment: Qt.AlignHCenter
        Layout.preferredWidth: Math.round(Math.min(Theme.size(34), message.height * 0.2))
        Layout.preferredHeight: Layout.preferredWidth
        visible: !(Theme.compact && !Theme.portrait)
        name: "queue"
        color: Theme.softInk
    }
    YieldingLabel {
        text: message.title
        font.pixelSize: Theme.headline
        font.weight: Font.DemiBold
        horizontalAlignment: Text.AlignHCenter
        Accessible.role: Accessible.AlertMessage
        Accessible.name: message.title + " " + message.detail
    }
    YieldingLabel {
        text: message.detail
        color: Theme.softInk
        font.pixelSize: Theme.text(8.4)
        horizontalAlignment: Text.AlignHCenter
    }
    Item { Layout.fillHeight: true; Layout.minimumHeight: 0 }
}
