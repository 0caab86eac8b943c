pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.VirtualKeyboard
import QtQuick.VirtualKeyboard.Settings
import Moment
import Kiosk

// Qt's keyboard inside our window, in the shopper's language, forgetting everything between shoppers.
Item {
    id: sheet

    required property Session session
    property bool open
    readonly property QtObject style: panel.keyboard.style // qmllint disable missing-property

    implicitHeight: open && panel.active ? panel.height : 0
    visible: implicitHeight > 0
    clip: true

    // A pending syllable becomes text; what the engine holds beside the text is gone.
    function settle(): void {
        Qt.inputMethod.commit(); // qmllint disable missing-property
        forget();
    }

    // WORKAROUND: no commit() here; with no field in focus Qt's Pinyin engine crashes in it (6.11.3).
    function forget(): void {
        InputContext.clear();
        Qt.inputMethod.reset(); // qmllint disable missing-property
    }

    function useLayout(): void {
        VirtualKeyboardSettings.activeLocales = session.keyboards;
        VirtualKeyboardSettings.locale = session.keyboard;
    }

    Component.onCompleted: {
        VirtualKeyboardSettings.wordCandidateList.alwaysVisible = true;
        VirtualKeyboardSettings.visibleFunctionKeys = QtVirtualKeyboard.KeyboardFunctionKeys.Hide
                | QtVirtualKeyboard.KeyboardFunctionKeys.Language;
        useLayout();
    }

    Connections {
        target: sheet.session
        function onLanguageChanged() {
            if (sheet.open)
                sheet.settle();
            sheet.useLayout();
        }
    }

    InputPanel {
        id: panel
        objectName: "keyboard"
        width: parent.width
    }

    // Qt's own style in our colours, with candidates as high as a fingertip.
    component Styled: Binding { target: sheet.style }
    Styled { property: "primaryColor"; value: "#2b2822" }
    Styled { property: "primaryDarkColor"; value: "#15130f" }
    Styled { property: "primaryLightColor"; value: "#57503f" }
    Styled { property: "secondaryColor"; value: Theme.accent }
    Styled { property: "secondaryLightColor"; value: Theme.brand }
    Styled { property: "selectionListHeight"; value: Theme.fingertip }
}
