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

    implicitHeight: open && panel.active ? panel.height : 0
    visible: implicitHeight > 0
    clip: true

    // A pending syllable becomes text; what the engine holds beside the text is gone.
    function settle(): void {
        Qt.inputMethod.commit();
        forget();
    }

    // WORKAROUND: no commit() here; with no field in focus Qt's Pinyin engine crashes in it (6.11.3).
    function forget(): void {
        InputContext.clear();
        Qt.inputMethod.reset();
    }

    function useLayout(): void {
        VirtualKeyboardSettings.activeLocales = session.keyboards;
        VirtualKeyboardSettings.locale = session.keyboard;
    }

    function colour(): void {
        const style = panel.keyboard.style; // qmllint disable missing-property
        style.primaryColor = "#2b2822";
        style.primaryDarkColor = "#15130f";
        style.primaryLightColor = "#57503f";
        style.secondaryColor = Theme.accent;
        style.secondaryLightColor = Theme.brand;
    }

    Component.onCompleted: {
        VirtualKeyboardSettings.wordCandidateList.alwaysVisible = true;
        VirtualKeyboardSettings.visibleFunctionKeys = QtVirtualKeyboard.KeyboardFunctionKeys.Hide
                | QtVirtualKeyboard.KeyboardFunctionKeys.Language;
        useLayout();
        colour();
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
}
