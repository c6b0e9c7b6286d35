"""Chinese: what is found, put into words. Measure words are chosen here; sentences stand in `SAY`."""

from collections.abc import Sequence

from assistant.plan import Place, Wanted
from assistant.telling.found import fair
from assistant.telling.mentions import Text, joined, text
from assistant.telling.wording import Case, Name, named

NUMBERS = "零 一 两 三 四 五 六 七 八 九 十 十一 十二".split()
ORDINALS = "零 一 二 三 四 五 六 七 八 九 十 十一 十二".split()
SIDE = {"largest": "最大的", "smallest": "最小的", "larger": "大一点的", "smaller": "小一点的"}
FROM = {"left": "从左数", "right": "从右数", "top": "从上数", "bottom": "从下数"}
AT = {
    "left": "左边",
    "right": "右边",
    "top": "上方",
    "above": "上方",
    "bottom": "下方",
    "below": "下方",
    "middle": "中间",
    "corner": "角落里",
    "top left": "左上角",
    "top right": "右上角",
    "bottom left": "左下角",
    "bottom right": "右下角",
}
RELATIONS = {
    "left": "左边",
    "right": "右边",
    "behind": "后面",
    "in front of": "前面",
    "next to": "旁边",
    "between": "之间",
    "above": "上方",
    "below": "下方",
}
SPOTS = {
    "on the left": "左边",
    "on the right": "右边",
    "at the top": "上方",
    "at the bottom": "下方",
    "in the middle": "中间",
    "at the top left": "左上角",
    "at the top right": "右上角",
    "at the bottom left": "左下角",
    "at the bottom right": "右下角",
    "across most of the picture": "占了大半个画面",
}
SAY = {
    "and": "和",
    "comma": "、",
    "each comma": "，",
    "each last": "，",
    "end": "。",
    "edit background": "我还不能更换背景",
    "edit remove": "我还不能去掉东西",
    "edit replace": "我还不能替换东西",
    "edit blur": "我还不能做模糊处理",
    "edit enlarge": "我还不能放大图片",
    "edit recolour": "我还不能改变颜色",
    "edit change": "我还不能修改图片",
    "offer": "{cannot}，但可以帮你把{them}抠出来。",
    "offer any": "{cannot}，但可以把东西抠出来。",
    "that": "它",
    "generate": "我还不能生成新图片，但可以从你给我看的图片里把东西抠出来。",
    "unknown": "我的检测模型没学过怎么认{names}。",
    "or": "或",
    "cannot tell": "这个我看不出来。",
    "more": "{answer}。别的我就看不出来了。",
    "yes": "是的，{answer}",
    "no": "没有，{answer}",
    "see": "我看到{things}",
    "see at": "我看到{place}有{things}",
    "see alike at": "我看到{place}有{things}",
    "there": "有{things}",
    "there many": "有{things}",
    "there at": "{place}有{things}",
    "bare": "有{things}",
    "bare at": "有{things}，在{place}",
    "whole": "{answer}，占了大半个画面",
    "comma at": "{answer}，在{place}",
    "spots": "{answer}，{spots}",
    "each": "{one}在{place}",
    "each whole": "{one}{place}",
    "is at": "{the}在{place}",
    "is at many": "{the}在{place}",
    "is whole": "{the}占了大半个画面",
    "is whole many": "{the}占了大半个画面",
    "miscounted": "你要找{wanted}，我找到了{number}",
    "list at": "{place}的{things}",
    "other": "另外一样{noun}",
    "others": "另外{number}样{noun}",
    "thing": "东西",
    "things": "东西",
    "see none": "我没看到{none}",
    "but": "{answer}，但{none}",
    "but none": "{answer}，但没看到{none}",
    "outlined": "我勾出了{them}的轮廓",
    "cut out": "我把{them}抠出来了",
    "asked for": "{answer}；你要的是{number}",
    "but not outlined": "{answer}，但没能勾出{left}的轮廓",
    "found not outlined": "我找到了{them}，但没能勾出轮廓",
    "and none": "{answer}；{none}",
    "leaving out": "{answer}，没有包括{names}",
    "not counting": "不算{names}，{answer}",
    "doubt people": "{answer}；我不按颜色区分人",
    "doubt colour": "{answer}；颜色我判断不了",
    "doubt size": "{answer}；大小我判断不了",
    "doubt one": "{answer}；是不是{kind}，我说不准",
    "doubt many": "{answer}；是不是{kind}，我说不准",
    "believe": "好的，听你的：{claims}。",
    "told": "你跟我说过，{claims}。",
    "and claim": "，",
    "and that": "，",
    "claim there": "图里有{kind}",
    "claim absent": "图里没有{none}",
    "claim somebody": "图里有这样的人",
    "claim nobody": "图里没有这样的人",
    "claim is": "{one}是{kind}",
    "claim is not": "{one}不是{none}",
    "claim is instead": "{one}是{kind}，不是{none}",
    "that there": "图里有{kind}",
    "that absent": "图里没有{none}",
    "that somebody": "图里有这样的人",
    "that nobody": "图里没有这样的人",
    "that is": "{one}是{kind}",
    "that is not": "{one}不是{none}",
    "that is instead": "{one}是{kind}，不是{none}",
    "unsure which": "{which}不是{none}？请在图上选中它，再说一遍。",
    "which few": "我看到{things}，{each}。要{which}？",
    "which many": "我看到{things}。要{which}？",
    "chosen": "好的：{them}。",
    "failed": "没能勾出轮廓。",
}


def some(kind: str, count: int, _role: Case = "object", numbers: tuple[int, ...] = ()) -> Text:
    """ "一只狗", "两辆红色的车"."""
    name = named(kind, "zh")
    return text(_counted(name, count)) + _noun(name, numbers)


def alike(kind: str, count: int, numbers: tuple[int, ...] = ()) -> Text:
    """ "一个像狗的东西"."""
    return text(f"{_cardinal(count)}个像") + _noun(named(kind, "zh"), numbers) + "的东西"


def the(
    kind: str,
    _role: Case = "object",
    numbers: tuple[int, ...] = (),
    place: Place | None = None,
    count: int = 1,
) -> Text:
    """ "狗", "左边那只狗", "从左数第二个杯子", "那两只狗"; count 0: "狗"."""
    name = named(kind, "zh")
    apart, number = _apart(name, place), f"那{_counted(name, count)}" if count > 1 else ""
    if place and count == 1 and place.rank == 1 and not place.others:
        apart = f"{apart if place.kind in SIDE else apart.removesuffix('的')}那{name.noun.measure}"
    return text(f"{apart}{number}") + _noun(name, numbers)


def one(kind: str, count: int, _role: Case = "object", numbers: tuple[int, ...] = ()) -> Text:
    """ "一只", "两只": things whose kind was said."""
    return text(_counted(named(kind, "zh"), count) if kind else f"{_cardinal(count)}个", numbers)


def none(wanted: Wanted, _many: bool, role: Case = "object") -> str:
    """ "狗", "笔记本电脑旁边有杯子"; behind "没看到"."""
    if not wanted.phrase:
        spot = _apart(None, wanted.place)
        return f"{spot.removesuffix('的')}有认识的东西" if spot else "认识的东西"
    if fair(wanted.phrase) != wanted.phrase:
        return "这样的人"
    place = wanted.place
    is_simple = place and not place.others and place.rank == 1 and place.kind in (*FROM, *SIDE)
    name = named(wanted.phrase, "zh")
    apart = "" if is_simple or role == "subject" else _apart(name, place)
    if place and place.rank <= 1 and apart.endswith("的"):
        apart = f"{apart.removesuffix('的')}有"  # "没看到左边有狗": who says "左边的狗" knows of one
    return f"{apart}{_noun(name).words}"


def nones(parts: Sequence[str]) -> str:
    """ "狗，也没看到猫"."""
    return "，也没看到".join(parts)


def together(_kind: str, _count: int, place: str) -> str:
    """ "都在左边": several things that lie in one place."""
    return _lies("都", place)


def being(kind: str, _many: bool) -> str:
    """What somebody may be: "男人"."""
    return _noun(named(kind, "zh")).words


def that_one(_kind: str, place: str) -> str:
    """ "左边的": the thing at a place, which is no `kind`."""
    return "图里的" if place.startswith("占") else f"{place}的"


def it(_kind: str) -> str:
    """A thing that was just spoken of, as an object."""
    return "它"


def which(kind: str, _role: Case = "object") -> str:
    """ "哪一只"."""
    return f"哪一{named(kind, 'zh').noun.measure if kind else '个'}"


def apart(kind: str, apart_by: str, rank: int) -> str:
    """What tells one thing from the others of its kind: "一只在左边", "一只小一点"."""
    measure = named(kind, "zh").noun.measure if kind else "个"
    if rank > 1:
        return f"{FROM[apart_by]}第{_ordinal(rank)}{measure}"
    told = SIDE[apart_by].removesuffix("的") if apart_by in SIDE else f"在{AT[apart_by]}"
    return f"一{measure}{told}"


def label(kind: str, apart_by: str, rank: int) -> str:
    """The same for a button: "左边", "从左数第二只"."""
    if rank > 1:
        return f"{FROM[apart_by]}第{_ordinal(rank)}{named(kind, 'zh').noun.measure}"
    return SIDE[apart_by].replace("一点", "") if apart_by in SIDE else AT[apart_by]


def bare(kind: str, _many: bool) -> str:
    """A noun: "狗", "红色的车"."""
    return _noun(named(kind, "zh")).words


def polish(whole: Text) -> Text:
    """Nothing to be done."""
    return whole


def _lies(before: str, place: str) -> str:
    return f"{before}{place}" if place.startswith("占") else f"{before}在{place}"


def _noun(name: Name, numbers: tuple[int, ...] = ()) -> Text:
    described = "".join(one if len(one) == 1 else f"{one.removesuffix('的')}的" for one in name.adjectives)
    return text(described) + text(name.noun.one, numbers)


def _apart(name: Name | None, place: Place | None) -> str:
    """What stands before the noun: "从左数第二只", "笔记本电脑旁边的"."""
    if place is None or place.rank < 0:
        return ""
    measure = name.noun.measure if name else "个"
    number = f"第{_ordinal(place.rank)}{measure}" if place.rank > 1 else ""
    if place.others:
        return f"{_others(place)}{RELATIONS[place.kind]}的{number}"
    if place.kind in ("largest", "smallest"):
        return f"第{_ordinal(place.rank)}{SIDE[place.kind][1]}的" if number else SIDE[place.kind]
    if place.kind in FROM and number:
        return f"{FROM[place.kind]}{number}"
    return f"{AT[place.kind]}的{number}" if place.kind in AT else number


def _others(place: Place) -> str:
    if place.kind == "between" and len(place.others) == 1:
        return some(fair(place.others[0]), 2).words
    return joined([_noun(named(fair(other), "zh")).words for other in place.others], "、", "和").words


def _counted(name: Name, count: int) -> str:
    return f"{_cardinal(count)}{name.noun.measure}"


def _ordinal(rank: int) -> str:
    return ORDINALS[rank] if rank < len(ORDINALS) else str(rank)


def _cardinal(count: int) -> str:
    return NUMBERS[count] if count < len(NUMBERS) else str(count)
