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

    readonly property real pixelsPerMm: session.screenWidthMm > 0 ? width / session.screenWidthMm : Screen.pixelDensity

    title: "Moment"
    color: Theme.paper
    width: 1280
    height: 800
    // Alt+F4 and the window manager's cross are no way out of a kiosk.
    onClosing: event => event.accepted = false

    Binding { target: Theme; property: "pixelsPerMm"; value: window.pixelsPerMm }
    Binding { target: Theme; property: "widthMm"; value: window.width / window.pixelsPerMm }
    Binding { target: Theme; property: "heightMm"; value: window.height / window.pixelsPerMm }
    Binding { target: Theme; property: "family"; value: window.session.fontFamily }
    Binding { target: Theme; property: "brand"; value: window.session.accent }
    Binding { target: Theme; property: "motion"; value: window.motion }

    function componentOf(screen: string): Component {
        switch (screen) {
        case "reasons":
            return reasons;
        case "comment":
            return comment;
        case "thanks":
            return thanks;
        default:
            return faces;
        }
    }

    Component { id: faces; FacesScreen { session: window.session } }
    Component { id: reasons; ReasonsScreen { session: window.session } }
    Component { id: comment; CommentScreen { session: window.session } }
    Component { id: thanks; ThanksScreen { session: window.session } }

    Connections {
        target: window.session
        function onScreenChanged() {
            stack.replaceCurrentItem(window.componentOf(window.session.screen));
        }
        function onForgetInput() {
            if (!(stack.currentItem instanceof CommentScreen))
                return;
            keyboard.settle();
            (stack.currentItem as CommentScreen).forget();
            keyboard.forget();
        }
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
            initialItem: faces
            replaceEnter: Transition {
                NumberAnimation { property: "x"; from: stack.way; to: 0; duration: Theme.slide; easing.type: Easing.OutCubic }
            }
            replaceExit: Transition {
                NumberAnimation { property: "x"; from: 0; to: -stack.way; duration: Theme.slide; easing.type: Easing.OutCubic }
            }
        }

        BottomBar {
            id: bar
            session: window.session
            anchors { left: parent.left; right: parent.right; bottom: keyboard.top }
        }

        KeyboardSheet {
            id: keyboard
            session: window.session
            open: window.session.screen === "comment"
            anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        }
    }

    Notice {
        objectName: "warning"
        anchors.fill: parent
        visible: window.session.warned
        title: window.session.words.still_there
        detail: window.session.words.still_there_detail.replace("{seconds}", window.session.secondsLeft)
        action: window.session.words.still_here
        actionName: "stillHere"
        onAccepted: window.session.touch()
    }

    Notice {
        objectName: "trouble"
        anchors.fill: parent
        visible: window.session.trouble
        veil: true
        title: window.session.words.trouble
        detail: window.session.words.trouble_detail
        action: window.session.words.retry
        actionName: "retry"
        onAccepted: window.session.retry()
    }

    // Sees every touch and takes none: any sign of life puts off the reset. Under the warning it counts when the
    // finger lifts; were the warning gone sooner, the same finger would choose what lies below it.
    Item {
        anchors.fill: parent
        z: 1
        PointHandler { onActiveChanged: if (!active || !window.session.warned) window.session.touch() }
    }
}
