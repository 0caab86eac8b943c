pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.VirtualKeyboard
import QtQuick.VirtualKeyboard.Settings
import Moment
import Kiosk

// Qt's keyboard in the shopper's language and our colours.
InputPanel {
    id: panel
    objectName: "keyboard"

    required property Session session
    readonly property QtObject style: keyboard.style // qmllint disable missing-property

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
        target: panel.session
        function onLanguageChanged() {
            if (panel.session.screen === "comment")
                panel.settle();
            panel.useLayout();
        }
        function onForgetInput() {
            panel.useLayout();
        }
    }

    // Qt's own style, with candidates as high as a fingertip.
    component Styled: Binding { target: panel.style }
    Styled { property: "primaryColor"; value: "#2b2822" }
    Styled { property: "primaryDarkColor"; value: "#15130f" }
    Styled { property: "primaryLightColor"; value: "#57503f" }
    Styled { property: "secondaryColor"; value: Theme.accent }
    Styled { property: "secondaryLightColor"; value: Theme.brand }
    Styled { property: "selectionListHeight"; value: Theme.fingertip }
}
