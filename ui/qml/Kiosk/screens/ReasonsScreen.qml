pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk

// Why? As many touchpoints as the shopper likes, or none.
KioskScreen {
    id: screen
    objectName: "reasonsScreen"

    property int level: 1
    property var choices: []

    Binding on level {
        when: screen.live && screen.session.level > 0
        value: screen.session.level
        restoreMode: Binding.RestoreNone
    }
    Binding on choices {
        when: screen.live
        value: screen.session.choices
        restoreMode: Binding.RestoreNone
    }

    ColumnLayout {
        anchors { fill: parent; leftMargin: Theme.margin; rightMargin: Theme.margin; topMargin: Theme.size(8) }
        spacing: Theme.size(7)

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.size(8)

            Face {
                level: screen.level
                Layout.preferredWidth: Theme.size(26)
                Layout.preferredHeight: Theme.size(26)
            }
            ColumnLayout {
                spacing: Theme.size(1)
                Label {
                    Layout.fillWidth: true
                    text: screen.prompt
                    font.pixelSize: Theme.heading
                    font.weight: Font.DemiBold
                    lineHeight: 1
                    Accessible.role: Accessible.Heading
                    Accessible.name: text
                }
                Label {
                    Layout.fillWidth: true
                    text: screen.session.words.saved_choose
                    color: Theme.softInk
                }
            }
        }

        GridLayout {
            id: grid
            Layout.fillWidth: true
            Layout.fillHeight: true
            columns: Theme.portrait ? 2 : screen.choices.length > 8 ? 4 : Math.ceil(screen.choices.length / 2)
            columnSpacing: Theme.gap
            rowSpacing: Theme.gap
            uniformCellWidths: true
            uniformCellHeights: true

            Repeater {
                model: screen.choices

                Chip {
                    required property var modelData
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.maximumHeight: Theme.size(40)
                    choice: modelData.choice
                    pictureName: modelData.icon
                    text: modelData.label
                    chosen: screen.session.chosen.includes(modelData.choice)
                    onClicked: screen.session.tapChoice(modelData.choice)
                }
            }
        }

        RowLayout {
            Layout.fillWidth: true
            Layout.bottomMargin: Theme.size(2)
            spacing: Theme.gap
            uniformCellSizes: true

            PillButton {
                objectName: "finish"
                Layout.fillWidth: true
                text: screen.session.chosen.length > 0 ? screen.session.words.finish : screen.session.words.skip
                onClicked: screen.session.finish()
            }
            PillButton {
                objectName: "addComment"
                Layout.fillWidth: true
                visible: screen.session.commentFollows
                primary: true
                text: screen.session.words.add_comment
                onClicked: screen.session.next()
            }
        }
    }
}
