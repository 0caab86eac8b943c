import QtQuick
import QtQuick.VirtualKeyboard
import QtQuick.VirtualKeyboard.Settings
import QtQuick.VirtualKeyboard.Styles
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

    // An address is written with Latin letters, whatever the language.
    function useLayout(): void {
        VirtualKeyboardSettings.activeLocales = session.screen === "contact" ? ["en_US"] : session.keyboards;
        VirtualKeyboardSettings.locale = session.screen === "contact" ? "en_US" : session.keyboard;
        // The globe key changes the layout behind the setting's back.
        keyboard.localeIndex = keyboard.defaultLocaleIndex; // qmllint disable missing-property
    }

    Telex { panel: panel }

    Component.onCompleted: {
        VirtualKeyboardSettings.wordCandidateList.alwaysVisible = true;
        VirtualKeyboardSettings.visibleFunctionKeys = QtVirtualKeyboard.KeyboardFunctionKeys.Hide
                | QtVirtualKeyboard.KeyboardFunctionKeys.Language;
        useLayout();
    }

    Connections {
        target: panel.session
        function onLanguageChanged() {
            if (["comment", "contact"].includes(panel.session.screen))
                panel.settle();
            panel.useLayout();
        }
        function onForgetInput() {
            panel.useLayout();
        }
        function onScreenChanged() {
            panel.useLayout();
        }
    }

    // Qt's own style in our colours, keys and candidates no smaller than a fingertip.
    Binding { target: panel.style; property: "keyboardDesignWidth"; value: Theme.keyboardDesignWidth }
    Binding { target: panel.style; property: "primaryColor"; value: Theme.keyboard }
    Binding { target: panel.style; property: "primaryDarkColor"; value: Theme.keyboardDark }
    Binding { target: panel.style; property: "primaryLightColor"; value: Theme.keyboardKey }
    Binding { target: panel.style; property: "secondaryColor"; value: Theme.keyboardKey }
    Binding { target: panel.style; property: "secondaryLightColor"; value: Theme.brand }
    Binding { target: panel.style; property: "selectionListHeight"; value: Theme.fingertip }
    Binding { target: panel.style; property: "selectionListDelegate"; value: candidate }

    Component {
        id: candidate

        // Qt's base item reads the model's index from the context, so the word comes from there too.
        SelectionListItem {
            width: Math.max(Theme.fingertip, word.implicitWidth + 2 * Theme.fingerGap)
            height: Theme.fingertip

            Label {
                id: word
                anchors.centerIn: parent
                text: display // qmllint disable unqualified
                color: Theme.keyboardInk
                font.pixelSize: Theme.text(7.2)
                wrapMode: Text.NoWrap
            }
        }
    }
}
