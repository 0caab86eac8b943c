"""Figures that the shop takes from elsewhere, each with where it stands; none of them is measured here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from math import isfinite
from re import findall
from typing import Self


@dataclass(frozen=True, slots=True)
class Assumed:
    """One figure with the words it was taken from; shares are fractions of 1. own: the store has put in its own."""

    value: float
    source: str
    share: bool = False
    own: bool = False

    @property
    def documents(self) -> tuple[str, ...]:
        """The numbers of the documents that its source names; none for the store's own."""
        return () if self.own else tuple(findall(r"\b(\d{3}): ", self.source))


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What is assumed, with the defaults of three documents about customer service (000 ko, 001 zh_TW, 002 zh_CN).

    The documents differ where they tell the same thing, and so they are kept apart: the smaller figure is `…_least`.
    """

    believed_superior: Assumed = Assumed(
        0.80, "000: 80 %의 회사는 고객에게 탁월한 서비스를 제공한다고 믿었습니다", share=True
    )
    """Companies that believe their customers' experience to be superior."""
    said_superior: Assumed = Assumed(
        0.08, "000: 8 %의 고객 만이 자신의 구매 경험이 “우수한 경험”이라고 생각", share=True
    )
    """Customers who say so."""
    complaints_heard: Assumed = Assumed(
        0.04, "001: 有96%不滿意的客戶根本懶的抱怨; 002: 人们只听到4%的抱怨声", share=True
    )
    """Of unhappy customers, those who complain formally. It says nothing about taps."""
    told_by_happy_least: Assumed = Assumed(5, "002: 其客户会平均转告5个人")
    """People told by one happy customer, on average."""
    told_by_happy_most: Assumed = Assumed(6, "001: 一位滿意的顧客最多會把他們的經驗告訴六個人")
    """The same, at most."""
    told_by_unhappy_least: Assumed = Assumed(10, "002: 平均每个客户会把抱怨告诉10个人,其中20%的客户传播给20个人")
    """People told by one unhappy customer, on average; the 20 % who tell 20 are within this mean, not on top."""
    told_by_unhappy_most: Assumed = Assumed(15, "001: 一位不高興的顧客卻至少會告訴十五個人")
    """The same, at least: the documents give no upper end."""
    profit_of_old: Assumed = Assumed(5, "001: 一個現有的客戶所能創造的利潤,往往超過新客戶帶來的五倍之多")
    """Profit from one existing customer, in those of one new customer."""
    cost_of_new: Assumed = Assumed(5, "002: 开发新客户要比维护老客户多花5倍成本")
    """Cost of winning one new customer, in those of keeping one."""
    purchases_of_loyal: Assumed = Assumed(10, "002: 1个忠诚客户相当于10次重复购买产品的价值")
    """Purchases that one loyal customer is worth."""
    worth_of_keeping: Assumed = Assumed(60, "002: 维护老客户的价值是拜访新客户价值的60倍")
    """Worth of keeping one customer, in those of calling on a new one."""
    vanish: Assumed = Assumed(0.81, "002: 81%的抱怨客户会永远消失", share=True)
    """Of customers who complained and were not helped, those who never come back."""
    loyal_if_solved: Assumed = Assumed(
        0.95, "002: 通过有效解决客户的问题,提供优质服务的企业会使95%的客户成为忠诚客户", share=True
    )
    """Of customers whose problem was solved, those who stay."""
    good_for_one_bad: Assumed = Assumed(12, "002: 一次不好的服务需要12次好的服务修正")
    """Good services needed to mend one bad one."""

    def changed(self, values: Mapping[str, float]) -> Self:
        """With the store's own values under some of the names; their source stays beside them, marked as changed.

        Raises ValueError for a name that is none of these, a negative value, a share above 1, a share of complaints
        heard of 0, or a "least" above its "most".
        """
        known = {each.name: getattr(self, each.name) for each in fields(self)}
        for name, value in values.items():
            if name not in known:
                raise ValueError(f"{name!r} is no assumption, expected one of {', '.join(known)}")
            if not (isfinite(value) and value >= 0):
                raise ValueError(f"{name} must be 0 or more, not {value}")
            if known[name].share and value > 1:
                raise ValueError(f"{name} must be a share of 0 to 1, not {value}")
        made = replace(self, **{name: replace(known[name], value=value, own=True) for name, value in values.items()})
        if made.complaints_heard.value == 0:
            raise ValueError("complaints_heard must be above 0")
        for kind in ("happy", "unhappy"):
            least, most = (getattr(made, f"told_by_{kind}_{end}").value for end in ("least", "most"))
            if least > most:
                raise ValueError(f"told_by_{kind}_least must be at most told_by_{kind}_most, not {least} to {most}")
        return made


DOCUMENTED = Assumptions()
"""The documents' own figures."""
