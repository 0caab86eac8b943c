pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Moment
import Kiosk

// Larger, clearer, spoken, lower, calmer, slower: for this visit, and gone with it.
Sheet {
    id: sheet

    required property Session session
    readonly property var looks: ["default", "dark", "contrast_light", "contrast_dark"]
    readonly property var sizes: [1, 1.25, 1.55, 1.9]

    title: session.words.access
    closeWord: session.words.close
    closeName: "closeAccess"

    GridLayout {
        anchors.fill: parent
        columns: 2
        columnSpacing: Theme.gap
        rowSpacing: Math.max(Theme.fingerGap, Theme.size(4))
        uniformCellWidths: true

        RowLayout {
            Layout.columnSpan: Theme.portrait ? 2 : 1
            Layout.minimumHeight: Theme.fingertip
            spacing: Math.max(Theme.fingerGap, Theme.size(3))
            uniformCellSizes: true
            Repeater {
                model: 4
                SampleButton {
                    required property int index
                    objectName: "textSize-" + index
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    letter: Theme.text(6.65) / Theme.textScale * sheet.sizes[index]
                    current: sheet.session.textSize === index
                    text: sheet.session.words.text_size + ": " + sheet.session.words["text_size_" + index]
                    onClicked: sheet.session.setTextSize(index)
                }
            }
        }
        RowLayout {
            Layout.columnSpan: Theme.portrait ? 2 : 1
            Layout.minimumHeight: Theme.fingertip
            spacing: Math.max(Theme.fingerGap, Theme.size(3))
            uniformCellSizes: true
            Repeater {
                model: sheet.looks
                SampleButton {
                    required property string modelData
                    objectName: "theme-" + modelData
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    paper: Theme.palette[modelData].paper
                    ink: Theme.palette[modelData].ink
                    letter: Theme.text(7.2) / Theme.textScale
                    current: sheet.session.theme === modelData
                    text: sheet.session.words.colours + ": " + sheet.session.words["theme_" + modelData]
                    onClicked: sheet.session.setTheme(modelData)
                }
            }
        }
        SwitchButton {
            objectName: "speech"
            visible: sheet.session.speechOffered
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.minimumHeight: Theme.fingertip
            on: sheet.session.speech
            text: sheet.session.words.speech
            onClicked: sheet.session.setSpeech(!on)
        }
        SwitchButton {
            objectName: "lowReach"
            visible: Theme.lowReachHelps
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.minimumHeight: Theme.fingertip
            on: sheet.session.lowReach
            text: sheet.session.words.low_reach
            onClicked: sheet.session.setLowReach(!on)
        }
        SwitchButton {
            objectName: "lessMotion"
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.minimumHeight: Theme.fingertip
            on: sheet.session.lessMotion
            text: sheet.session.words.less_motion
            onClicked: sheet.session.setLessMotion(!on)
        }
        SwitchButton {
            objectName: "moreTime"
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.minimumHeight: Theme.fingertip
            on: sheet.session.moreTime
            text: sheet.session.words.more_time
            onClicked: sheet.session.setMoreTime(!on)
        }
    }
}
