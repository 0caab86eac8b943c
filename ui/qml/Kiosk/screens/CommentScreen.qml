pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic as Basic
import QtQuick.Layouts
import Kiosk

// In the shopper's own words; the keyboard stands below, "skip" is as large as "send".
KioskScreen {
    id: screen
    objectName: "commentScreen"

    // The syllable being composed belongs to the text before it is read.
    function send(): void {
        Qt.inputMethod.commit(); // qmllint disable missing-property
        session.sendComment(field.text);
    }

    function forget(): void {
        field.clear();
        field.focus = false;
    }

    Component.onCompleted: field.forceActiveFocus()

    GridLayout {
        anchors { fill: parent; leftMargin: Theme.margin; rightMargin: Theme.margin; topMargin: Theme.size(7) }
        columns: Theme.portrait ? 1 : 2
        columnSpacing: Theme.gap * 1.6
        rowSpacing: Theme.size(5)

        Label {
            Layout.columnSpan: Theme.portrait ? 1 : 2
            Layout.fillWidth: true
            text: screen.prompt
            font.pixelSize: Theme.text(11)
            font.weight: Font.DemiBold
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }

        Basic.ScrollView {
            Layout.fillWidth: true
            Layout.fillHeight: true

            Basic.TextArea {
                id: field
                objectName: "comment"
                textFormat: TextEdit.PlainText
                wrapMode: TextEdit.Wrap
                color: Theme.ink
                placeholderText: screen.session.words.comment_hint
                placeholderTextColor: Theme.softInk
                selectionColor: Theme.accent
                selectedTextColor: Theme.paper
                font.family: Theme.family
                font.pixelSize: Theme.text(8)
                padding: Theme.size(5)
                // Nothing that one shopper types may be learnt and offered to the next.
                inputMethodHints: Qt.ImhSensitiveData | Qt.ImhMultiLine
                Basic.ContextMenu.menu: null
                Accessible.name: screen.prompt
                onTextChanged: screen.session.touch()
                onLengthChanged: if (length > screen.session.commentLengthMax)
                    remove(screen.session.commentLengthMax, length)
                onPreeditTextChanged: screen.session.touch()
                background: Rectangle {
                    radius: Theme.size(5)
                    color: Theme.card
                    border.color: Theme.edge
                    border.width: Math.max(1, Theme.mm(0.4))
                }
            }
        }

        GridLayout {
            Layout.fillWidth: Theme.portrait
            Layout.fillHeight: !Theme.portrait
            Layout.maximumHeight: Theme.size(Theme.portrait ? 24 : 52)
            Layout.alignment: Qt.AlignTop
            columns: Theme.portrait ? 2 : 1
            uniformCellWidths: true
            uniformCellHeights: true
            columnSpacing: Theme.gap
            rowSpacing: Theme.gap

            PillButton {
                objectName: "skip"
                Layout.fillWidth: true
                Layout.fillHeight: true
                text: screen.session.words.skip
                onClicked: screen.session.finish()
            }
            PillButton {
                objectName: "send"
                Layout.fillWidth: true
                Layout.fillHeight: true
                primary: true
                text: screen.session.words.send
                onClicked: screen.send()
            }
        }
    }
}
