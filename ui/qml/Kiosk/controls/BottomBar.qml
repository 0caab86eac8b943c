pragma ComponentBehavior: Bound
import QtQuick
import Moment
import Kiosk

// What is always one tap away: the languages, and a way out.
Item {
    id: bar

    required property Session session

    // Where both do not fit side by side, the way out stands above the languages.
    readonly property bool stacked: row.implicitWidth + out.implicitWidth + Theme.gap > width - 2 * Theme.margin

    implicitHeight: row.implicitHeight + 2 * Theme.size(4.5)
        + (stacked && out.visible ? out.implicitHeight + Theme.gap : 0)

    Row {
        id: row
        anchors { left: parent.left; leftMargin: Theme.margin; bottom: parent.bottom; bottomMargin: Theme.size(4.5) }
        spacing: Math.max(Theme.fingerGap, Theme.size(3))

        Repeater {
            model: bar.session.languages

            LanguageButton {
                required property var modelData
                objectName: "language-" + modelData.code
                text: modelData.name
                family: modelData.font
                checked: bar.session.language === modelData.code
                onClicked: bar.session.setLanguage(modelData.code)
            }
        }
    }

    PillButton {
        id: out
        objectName: "startOver"
        anchors { right: parent.right; rightMargin: Theme.margin }
        y: bar.stacked ? Theme.size(4.5) : row.y
        visible: bar.session.screen === "reasons" || bar.session.screen === "comment"
        quiet: true
        text: bar.session.words.start_over
        onClicked: bar.session.startOver()
    }
}
