import QtQuick
import Kiosk

// Every text on the screens: plain, in our own type, never cut with dots.
Text {
    textFormat: Text.PlainText
    color: Theme.ink
    font.family: Theme.family
    font.pixelSize: Theme.body
    wrapMode: Text.Wrap
    lineHeight: 1.12
}
