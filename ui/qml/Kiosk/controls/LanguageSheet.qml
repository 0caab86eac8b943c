pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Moment
import Kiosk

// All languages at once.
Sheet {
    id: sheet

    required property Session session

    title: session.words.languages
    closeWord: session.words.close
    closeName: "closeLanguages"

    GridLayout {
        anchors.fill: parent
        columns: (Theme.portrait ? 2 : Theme.compact ? 3 : 4) + (Theme.lowReach ? 1 : 0)
        columnSpacing: Theme.gap
        rowSpacing: Theme.fingerGap
        uniformCellWidths: true

        Repeater {
            model: sheet.open ? sheet.session.languages : []

            LanguageButton {
                required property var modelData
                objectName: "sheet-language-" + modelData.code
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.minimumHeight: Theme.fingertip
                Layout.preferredHeight: implicitHeight
                Layout.maximumHeight: implicitHeight
                text: modelData.name
                family: modelData.font
                checked: sheet.session.language === modelData.code
                onClicked: {
                    sheet.session.setLanguage(modelData.code);
                    sheet.closed();
                }
            }
        }
    }
}
