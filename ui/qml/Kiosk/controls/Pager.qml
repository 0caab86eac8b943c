pragma ComponentBehavior: Bound
import QtQuick
import Moment
import Kiosk

// Back and on through the pages of a long list.
Row {
    id: pager

    required property Session session
    required property int page
    required property int pages
    signal turned(int page)

    function counted(number: int): string {
        return Number(number).toLocaleString(Qt.locale(session.locale), "f", 0);
    }

    spacing: Theme.fingerGap

    RoundButton {
        width: Theme.fingertip
        height: Theme.fingertip
        objectName: "pageBack"
        enabled: pager.page > 0
        opacity: enabled ? 1 : 0.3
        pictureName: pager.session.mirrored ? "forward" : "back"
        text: pager.session.words.page_back
        onClicked: pager.turned(pager.page - 1)
    }
    FitLabel {
        width: Math.round(Math.max(Theme.mm(24.5), Theme.size(26)))
        height: Theme.fingertip
        text: pager.session.words.page_of.replace("{page}", pager.counted(pager.page + 1)).replace("{pages}", pager.counted(pager.pages))
        horizontalAlignment: Text.AlignHCenter
        wrapMode: Text.NoWrap
        font.pixelSize: Theme.barText
    }
    RoundButton {
        width: Theme.fingertip
        height: Theme.fingertip
        objectName: "pageNext"
        enabled: pager.page < pager.pages - 1
        opacity: enabled ? 1 : 0.3
        pictureName: pager.session.mirrored ? "back" : "forward"
        text: pager.session.words.page_next
        onClicked: pager.turned(pager.page + 1)
    }
}
