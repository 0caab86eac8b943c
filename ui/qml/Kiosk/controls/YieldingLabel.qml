import QtQuick
import QtQuick.Layouts
import Kiosk

// In a layout: as high as its text wants to be, and smaller letters where there is less room.
FitLabel {
    id: label

    Layout.fillWidth: true
    Layout.fillHeight: true
    Layout.preferredHeight: Math.ceil(natural.implicitHeight * 1.04)
    Layout.maximumHeight: Layout.preferredHeight
    Layout.minimumHeight: 0

    Label {
        id: natural
        visible: false
        width: label.width
        text: label.text
        font: label.font
        lineHeight: label.lineHeight
        wrapMode: label.wrapMode
    }
}
