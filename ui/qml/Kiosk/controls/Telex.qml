import QtQuick
import QtQuick.VirtualKeyboard
import QtQuick.VirtualKeyboard.Core as Core
import "telex.js" as Rules

// Composes Vietnamese, for which Qt's layout has nothing but held keys, the way Vietnamese keyboards do.
// It keeps nothing: each key looks at the word before the cursor. Qt calls these functions with untyped values.
Core.InputMethod {
    id: telex

    required property InputPanel panel
    readonly property var keyboard: panel.keyboard
    readonly property int plainHints: Qt.ImhEmailCharactersOnly | Qt.ImhUrlCharactersOnly | Qt.ImhDigitsOnly
            | Qt.ImhDialableCharactersOnly | Qt.ImhLatinOnly | Qt.ImhPreferLatin

    function inputModes(locale) {
        return [InputEngine.InputMode.Latin];
    }

    function setInputMode(locale, mode) {
        return true;
    }

    function setTextCase(textCase) {
        return true;
    }

    function selectionLists() {
        return [];
    }

    function reset() {
    }

    function update() {
    }

    function keyEvent(key, text, modifiers) {
        if (!/^[a-z]$/i.test(text) || (inputContext.inputMethodHints & plainHints))
            return false;
        const before = inputContext.surroundingText.slice(0, inputContext.cursorPosition);
        const word = before.slice(before.search(/[^\s.,;:!?()"'\/0-9-]*$/));
        const becomes = Rules.typed(word, text);
        if (becomes === word + text)
            return false;
        inputContext.commit(becomes, -word.length, word.length);
        return true;
    }

    // The keyboard gives each Latin layout its own method, and again at each change of layout.
    function takeOver() {
        if (keyboard.inputLocale === "vi_VN" && InputContext.inputEngine.inputMethod !== telex)
            InputContext.inputEngine.inputMethod = telex;
    }

    Component.onCompleted: {
        InputContext.inputEngine.inputMethodChanged.connect(takeOver);
        keyboard.inputLocaleChanged.connect(() => Qt.callLater(takeOver));
        takeOver();
    }
}
