import QtQuick
import Kiosk

// A text in a box of a given size: it gets smaller rather than being cut.
Label {
    fontSizeMode: Text.Fit
    minimumPixelSize: Theme.tiny
    wrapMode: Text.WordWrap
    lineHeight: 1 // Qt fits as if it were
    verticalAlignment: Text.AlignVCenter
}
