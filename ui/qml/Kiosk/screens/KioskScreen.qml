pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import Moment
import Kiosk

// One question. It follows the session while it is on show; on its way out it stays as it was.
FocusScope {
    id: screen

    required property Session session
    readonly property bool live: StackView.status === StackView.Active || StackView.status === StackView.Activating
    property string prompt

    // Everything to tap stands below this; above it is only what is read.
    readonly property real targetsFrom: Theme.lowReach ? Math.max(0, (Window.height ?? 0) / 2 - (StackView.view?.y ?? 0)) : 0

    // What the store did about what shoppers said, and whether it helped; "" for none.
    readonly property string saidDid: {
        const { said = "", did = "", verdict = "" } = session.saidDid;
        return said === "" ? "" : session.words.said_did.replace("{said}", () => said).replace("{did}", () => did) + "\n" + verdict;
    }

    property bool awake

    // A second tap of a hasty finger must not land on the screen that has just slid in.
    enabled: awake && StackView.status === StackView.Active

    Timer {
        running: screen.StackView.status === StackView.Active
        interval: Theme.hush
        onTriggered: screen.awake = true
    }

    Binding on prompt {
        when: screen.live
        value: screen.session.prompt
        restoreMode: Binding.RestoreNone
    }
}
