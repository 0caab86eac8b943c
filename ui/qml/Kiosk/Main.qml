pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import Moment
import Kiosk

// The one window: the question, the keyboard, and what is always at hand.
Window {
    id: window

    required property Session session
    property bool motion: true
    // Whether somebody works with the keypad instead of a finger.
    property bool keypadInUse: false

    readonly property real pixelsPerMm: session.screenWidthMm > 0 ? width / session.screenWidthMm : Screen.pixelDensity
    readonly property bool asking: !["asleep", "cleaning"].includes(session.screen)
    readonly property bool covered: warning.visible || trouble.visible || languageSheet.open || accessSheet.open || !asking

    title: "Moment"
    color: Theme.paper
    width: 1280
    height: 800
    // Alt+F4 and the window manager's cross are no way out of a kiosk.
    onClosing: event => event.accepted = false

    Binding { target: Theme; property: "icons"; value: window.session.icons }
    Binding { target: Theme; property: "pixelsPerMm"; value: window.pixelsPerMm }
    Binding { target: Theme; property: "widthMm"; value: window.width / window.pixelsPerMm }
    Binding { target: Theme; property: "heightMm"; value: window.height / window.pixelsPerMm }
    Binding { target: Theme; property: "family"; value: window.session.fontFamily }
    Binding { target: Theme; property: "brand"; value: window.session.accent }
    Binding { target: Theme; property: "look"; value: window.session.theme }
    Binding { target: Theme; property: "textScale"; value: window.session.textScale }
    Binding { target: Theme; property: "wantsLowReach"; value: window.session.lowReach }
    Binding { target: Theme; property: "motion"; value: window.motion }
    Binding { target: Theme; property: "calm"; value: window.session.lessMotion }

    Binding { target: Theme; property: "keyboardRoom"; value: keyboard.room - Theme.fingertip }

    function componentOf(screen: string): Component {
        switch (screen) {
        case "choices":
            return choices;
        case "items":
            return items;
        case "comment":
            return comment;
        case "contact":
            return contact;
        case "thanks":
            return thanks;
        case "kept":
            return kept;
        case "unavailable":
            return unavailable;
        default:
            return scale;
        }
    }

    readonly property bool writingPossible: keyboard.fits
    onWritingPossibleChanged: session.setWritingPossible(writingPossible)
    Component.onCompleted: session.setWritingPossible(writingPossible)

    Component { id: scale; ScaleScreen { session: window.session } }
    Component { id: choices; ChoicesScreen { session: window.session } }
    Component { id: items; ItemsScreen { session: window.session } }
    Component { id: comment; CommentScreen { session: window.session; covered: window.covered } }
    Component { id: contact; ContactScreen { session: window.session; covered: window.covered } }
    Component { id: thanks; ThanksScreen { session: window.session } }
    Component { id: kept; KeptScreen { session: window.session } }
    Component { id: unavailable; UnavailableScreen { session: window.session } }

    Connections {
        target: window.session
        function onScreenChanged() {
            if (window.asking)
                stack.replaceCurrentItem(window.componentOf(window.session.screen));
        }
        function onForgetInput() {
            languageSheet.open = false;
            accessSheet.open = false;
            const writing = stack.currentItem as WritingScreen;
            if (!writing)
                return;
            keyboard.settle();
            writing.forget();
            keyboard.forget();
        }
        function onTouched() {
            if (abandoned.running)
                abandoned.restart();
        }
    }

    // Before the first tap no visit ends by itself, and what one who went on has opened must not meet the next.
    Timer {
        id: abandoned
        running: (languageSheet.open || accessSheet.open || window.keypadInUse) && !window.session.begun
        interval: window.session.sheetLasts * 1000
        onTriggered: {
            window.keypadInUse = false;
            languageSheet.open = false;
            accessSheet.open = false;
        }
    }

    // After the keypad has led away from the field, a finger may write on.
    function writeOn(): void {
        const writing = stack.currentItem as WritingScreen;
        if (writing && !covered && !keypadInUse)
            writing.write();
    }

    Item {
        id: page
        anchors.fill: parent
        LayoutMirroring.enabled: window.session.mirrored
        LayoutMirroring.childrenInherit: true

        StackView {
            id: stack
            objectName: "stack"
            readonly property real way: window.session.mirrored ? -width : width
            anchors { left: parent.left; right: parent.right; top: parent.top; bottom: bar.top }
            clip: true
            // A field that is disabled loses the syllable being composed, so a screen with one sees to it by itself.
            enabled: !window.covered || currentItem instanceof WritingScreen
            initialItem: scale
            replaceEnter: Transition {
                NumberAnimation { property: "x"; from: Theme.calm ? 0 : stack.way; to: 0; duration: Theme.slide; easing.type: Easing.OutCubic }
                NumberAnimation { property: "opacity"; from: Theme.calm ? 0 : 1; to: 1; duration: Theme.fade }
            }
            replaceExit: Transition {
                NumberAnimation { property: "x"; from: 0; to: Theme.calm ? 0 : -stack.way; duration: Theme.slide; easing.type: Easing.OutCubic }
                NumberAnimation { property: "opacity"; from: 1; to: Theme.calm ? 0 : 1; duration: Theme.fade }
            }
        }

        BottomBar {
            id: bar
            session: window.session
            enabled: !window.covered
            anchors { left: parent.left; right: parent.right; bottom: keyboard.top }
            onLanguagesWanted: languageSheet.open = true
            onAccessWanted: accessSheet.open = true
        }

        KeyboardSheet {
            id: keyboard
            session: window.session
            open: window.session.screen === "comment" || window.session.screen === "contact"
            barHeight: bar.height
            anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        }
    }

    Item {
        anchors.fill: parent
        LayoutMirroring.enabled: window.session.mirrored
        LayoutMirroring.childrenInherit: true

        LanguageSheet {
            id: languageSheet
            objectName: "languageSheet"
            anchors.fill: parent
            session: window.session
            onClosed: open = false
        }

        AccessSheet {
            id: accessSheet
            objectName: "accessSheet"
            anchors.fill: parent
            session: window.session
            onClosed: open = false
        }
    }

    Notice {
        id: warning
        objectName: "warning"
        anchors.fill: parent
        visible: window.session.warned
        title: window.session.words.still_there
        detail: window.session.words.still_there_detail.replace("{seconds}", window.session.secondsLeft.toLocaleString(Qt.locale(window.session.locale), "f", 0))
        action: window.session.words.still_here
        actionName: "stillHere"
        onAccepted: window.session.touch()
    }

    Notice {
        id: trouble
        objectName: "trouble"
        anchors.fill: parent
        visible: window.session.trouble
        veil: true
        title: window.session.words.trouble
        detail: window.session.words.trouble_detail
        action: window.session.words.leave_it
        actionName: "leaveIt"
        onAccepted: window.session.leaveIt()
    }

    CleaningScreen {
        anchors.fill: parent
        session: window.session
    }

    AsleepScreen {
        anchors.fill: parent
        session: window.session
    }

    FocusRing {
        objectName: "focusRing"
        anchors.fill: parent
        wanted: window.keypadInUse
        z: 2
    }

    // Sees every touch and takes none: any sign of life puts off the reset. Under the warning, and in the dark, it
    // counts when the finger lifts; were they gone sooner, the same finger would choose what lies below.
    Item {
        anchors.fill: parent
        z: 1
        PointHandler {
            onActiveChanged: {
                if (window.session.screen !== "asleep" && (!active || !window.session.warned))
                    window.session.touch();
                if (!active)
                    Qt.callLater(window.writeOn);
            }
        }
    }
}
