pragma ComponentBehavior: Bound
import QtQuick
import Kiosk

// One question, one tap. As the first question it is the idle screen: nothing stands before a rating.
KioskScreen {
    id: screen
    objectName: "scaleScreen"

    property string kind
    property var offered: []
    property int picked: -1
    property string lowLabel
    property string highLabel
    property bool headline
    property int breathing: -1

    readonly property real side: Math.min(Theme.margin, Math.max(Theme.fingerGap, width * 0.05))
    readonly property real edge: Theme.size(Theme.compact ? 5 : 11)
    readonly property real space: Math.max(Theme.fingerGap, Theme.size(5))
    readonly property real storeHeight: headline && !(Theme.compact && Theme.textScale > 1.3 && !Theme.portrait)
        ? Math.max(Theme.size(12), Math.round(Theme.smallestText / Theme.textScale * 1.5)) : 0
    readonly property real contentTop: edge + storeHeight
    readonly property bool low: targetsFrom > 0
    readonly property real toldHeight: Math.round(Theme.text(6.65) * 2.9)
    readonly property bool telling: headline && !low && !Theme.compact && saidDid !== ""
        && height - contentTop - toldHeight > Theme.mm(70)
    readonly property real free: height - contentTop - (telling ? toldHeight + space : 0)

    Binding { target: screen; when: screen.live && screen.session.screen === "scale"; restoreMode: Binding.RestoreNone; property: "kind"; value: screen.session.scale }
    Binding { target: screen; when: screen.live && screen.session.screen === "scale"; restoreMode: Binding.RestoreNone; property: "offered"; value: screen.session.points }
    Binding { target: screen; when: screen.live && screen.session.screen === "scale"; restoreMode: Binding.RestoreNone; property: "picked"; value: screen.session.picked }
    Binding { target: screen; when: screen.live && screen.session.screen === "scale"; restoreMode: Binding.RestoreNone; property: "lowLabel"; value: screen.session.lowLabel }
    Binding { target: screen; when: screen.live && screen.session.screen === "scale"; restoreMode: Binding.RestoreNone; property: "highLabel"; value: screen.session.highLabel }
    Binding { target: screen; when: screen.live && screen.session.screen === "scale"; restoreMode: Binding.RestoreNone; property: "headline"; value: screen.session.headline }

    // One scale after another stays on this screen: the second tap of a double tap must not answer the next one.
    onPickedChanged: if (picked < 0 && live && Theme.hush > 0) {
        awake = false;
        hush.restart();
        appear.restart();
    }
    Timer {
        id: hush
        interval: Theme.hush
        onTriggered: screen.awake = true
    }
    NumberAnimation {
        id: appear
        target: content
        property: "opacity"
        from: 0
        to: 1
        duration: Theme.slide
    }

    Item {
        id: content
        anchors.fill: parent

        // Staff hold the store's name to clean the glass; it is no button to shoppers.
        Item {
            id: store
            visible: screen.storeHeight > 0
            anchors { left: parent.left; leftMargin: Theme.margin }
            y: screen.edge
            width: Math.max(Theme.fingertip, screen.session.logo !== "" ? logo.width : Math.min(name.implicitWidth, parent.width - 2 * Theme.margin))
            height: screen.storeHeight

            Image {
                id: logo
                visible: screen.session.logo !== ""
                source: screen.session.logo
                width: Math.min(implicitWidth, screen.width * 0.4)
                height: parent.height
                sourceSize.height: screen.storeHeight
                fillMode: Image.PreserveAspectFit
                horizontalAlignment: Image.AlignLeft
            }
            FitLabel {
                id: name
                visible: !logo.visible
                anchors.fill: parent
                text: screen.session.store
                color: Theme.softInk
                wrapMode: Text.NoWrap
                horizontalAlignment: Text.AlignLeft
                font.pixelSize: Math.round(Theme.body / Theme.textScale)
                font.letterSpacing: Theme.size(0.45)
                font.weight: Font.DemiBold
            }
            TapHandler {
                longPressThreshold: 3
                onLongPressed: screen.session.startCleaning()
            }
        }

        FitLabel {
            anchors { left: parent.left; right: parent.right; leftMargin: screen.side; rightMargin: screen.side }
            y: screen.storeHeight > 0 ? screen.contentTop : Math.round(screen.edge / 2)
            height: Math.max(0, Math.round((screen.low ? screen.targetsFrom : points.y) - y - screen.space))
            text: screen.prompt
            horizontalAlignment: Text.AlignHCenter
            font.pixelSize: Theme.headline
            font.weight: Font.DemiBold
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }

        Points {
            id: points
            anchors { left: parent.left; right: parent.right; leftMargin: screen.side; rightMargin: screen.side }
            readonly property real below: screen.low ? (screen.height - screen.targetsFrom - height) / 2
                : Math.max(Theme.fingerGap, (screen.free - height) * (screen.telling ? 0.12 : 0.24))
            y: Math.round(screen.contentTop + screen.free - height - below)
            height: implicitHeight
            maximumHeight: screen.low ? screen.height - screen.targetsFrom - Theme.fingerGap
                : Math.max(Theme.fingertip, Math.round((screen.free - Theme.fingerGap) * (Theme.compact ? 0.7 : 0.64)))
            kind: screen.kind
            model: screen.offered
            picked: screen.picked
            lowLabel: screen.lowLabel
            highLabel: screen.highLabel
            breathing: screen.breathing
            onChosen: point => screen.session.tapPoint(point)
        }

        Rectangle {
            visible: screen.telling
            anchors { left: parent.left; right: parent.right; leftMargin: Theme.margin; rightMargin: Theme.margin }
            y: told.y - Theme.size(2)
            height: Theme.hairline
            color: Theme.line
        }
        FitLabel {
            id: told
            visible: screen.telling
            anchors { left: parent.left; right: parent.right; leftMargin: Theme.margin; rightMargin: Theme.margin }
            y: Math.round(parent.height - height)
            height: screen.toldHeight
            text: screen.saidDid
            color: Theme.softInk
            horizontalAlignment: Text.AlignHCenter
            font.pixelSize: Theme.text(6.65)
        }
    }

    Timer {
        interval: 9000
        repeat: true
        running: screen.enabled && screen.headline && Theme.press > 0
        onTriggered: screen.breathing = 1 + (Math.max(0, screen.breathing) % Math.max(1, screen.offered.length))
    }
}
