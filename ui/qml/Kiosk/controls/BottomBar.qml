pragma ComponentBehavior: Bound
import QtQuick
import Moment
import Kiosk

// What is always one tap away: the languages, an easier screen, and a way out.
Item {
    id: bar

    required property Session session
    signal languagesWanted
    signal accessWanted

    readonly property real spacing: Math.max(Theme.fingerGap, Theme.size(3))
    readonly property real room: width - 2 * Theme.margin - tools.width - spacing
    // Where its words would take too much of a narrow bar, the way out is a picture.
    readonly property bool tight: out.implicitWidth > (width - 2 * Theme.margin) * 0.36
    // As many languages as fit, the one in use among them; the rest is behind the globe.
    readonly property var offered: {
        const all = session.languages;
        const widths = [];
        for (let i = 0; i < measures.count; ++i)
            widths.push(measures.itemAt(i)?.implicitWidth ?? 0); // qmllint disable missing-property
        const total = widths.reduce((sum, each) => sum + each + spacing, -spacing);
        if (total <= room)
            return all;
        const used = all.findIndex(each => each.code === session.language);
        let left = room - globe.implicitWidth - spacing - widths[used];
        return left < 0 ? [] : all.filter((each, i) => i === used || (left -= widths[i] + spacing) >= 0);
    }

    implicitHeight: Math.max(Theme.fingertip, Theme.barText * 1.9) + 2 * Math.max(Theme.fingerGap / 2, Theme.size(4.5))

    Repeater {
        id: measures
        model: bar.session.languages
        Item {
            required property var modelData
            visible: false
            implicitWidth: Math.max(Theme.fingertip, name.implicitWidth + 2 * Theme.size(5.5))
            Label {
                id: name
                text: parent.modelData.name // qmllint disable missing-property
                font.family: parent.modelData.font // qmllint disable missing-property
                font.pixelSize: Theme.barText
                wrapMode: Text.NoWrap
            }
        }
    }

    Row {
        anchors { left: parent.left; leftMargin: Theme.margin; verticalCenter: parent.verticalCenter }
        spacing: bar.spacing

        Repeater {
            model: bar.offered

            LanguageButton {
                required property var modelData
                objectName: "language-" + modelData.code
                text: modelData.name
                family: modelData.font
                checked: bar.session.language === modelData.code
                onClicked: bar.session.setLanguage(modelData.code)
            }
        }
        RoundButton {
            id: globe
            objectName: "moreLanguages"
            visible: bar.offered.length < bar.session.languages.length
            pictureName: "globe"
            text: bar.session.words.languages
            onClicked: bar.languagesWanted()
        }
    }

    Row {
        id: tools
        anchors { right: parent.right; rightMargin: Theme.margin; verticalCenter: parent.verticalCenter }
        spacing: bar.spacing
        layoutDirection: Qt.RightToLeft

        PillButton {
            id: out
            objectName: "startOver"
            visible: bar.session.begun && !bar.tight
            height: access.height
            quiet: true
            text: bar.session.words.start_over
            onClicked: bar.session.startOver()
        }
        RoundButton {
            objectName: "startOver"
            visible: bar.session.begun && bar.tight
            pictureName: "restart"
            text: bar.session.words.start_over
            onClicked: bar.session.startOver()
        }
        // On screens that have no place of their own for it.
        RoundButton {
            objectName: "undo"
            visible: bar.session.canUndo && !["choices", "thanks"].includes(bar.session.screen)
            pictureName: "undo"
            text: bar.session.words.undo
            onClicked: bar.session.undo()
        }
        RoundButton {
            id: access
            objectName: "access"
            pictureName: "access"
            text: bar.session.words.access
            onClicked: bar.accessWanted()
        }
    }
}
