"""What the page is told of the stage: the pictures of the conversation, and what was found in the one on show."""

from functools import lru_cache
from typing import Any

from assistant.messages import Finding, Shown, Snapshot, Thing
from assistant.places import where
from assistant.sight import FLOOR

Fields = dict[str, Any]

PICTURE = "/assistant/picture"
DOWNLOAD = "/assistant/finding"
DOWNLOADS = {  # file → what it is
    "overlay.png": "Picture with masks",
    "cutout.png": "Cut-out",
    "index.png": "Index mask",
    "coco.json": "COCO JSON",
    "mask.json": "Mask list",
    "labelme.json": "LabelMe JSON",
    "yolo.zip": "YOLO data set",
    "outlines.svg": "SVG outlines",
}
OF_MASKS = ("cutout.png", "index.png", "mask.json")


def stage(snapshot: Snapshot) -> Fields:
    """The fields of the page's store that are about pictures."""
    return {
        "pictures": [_picture(shown) for shown in snapshot.pictures],
        "picture": snapshot.picture,
        "finding": _finding(snapshot.finding, snapshot.picture) if snapshot.finding else None,
        "lit": list(snapshot.lit),
        "selected": snapshot.selected,
    }


def _picture(shown: Shown) -> Fields:
    url = f"{PICTURE}/{shown.image.id}"
    return {
        "number": shown.number,
        "id": shown.image.id,
        "name": shown.name,
        "caption": shown.caption,
        "width": shown.image.width,
        "height": shown.image.height,
        "url": url,
        "thumbnail": f"{url}/thumbnail",
    }


@lru_cache(maxsize=2)
def _finding(finding: Finding, picture: int) -> Fields:
    """Built once for each finding: the view is asked for with each change of anything."""
    has_masks = any(thing.mask for thing in finding.things)
    names = [name for name in DOWNLOADS if finding.things and (has_masks or name not in OF_MASKS)]
    return {
        "picture": picture,
        "intent": finding.intent,
        "threshold": finding.box_threshold,
        "floor": FLOOR,
        "things": [_thing(thing, finding) for thing in finding.things],
        "missing": [*finding.missing, *finding.unknown],
        "files": [{"name": name, "label": DOWNLOADS[name], "url": f"{DOWNLOAD}/{name}"} for name in names],
    }


def _thing(thing: Thing, finding: Finding) -> Fields:
    found, mask, image = thing.detection, thing.mask, finding.image
    return {
        "number": thing.number,
        "name": thing.name,
        "label": found.label,
        "phrase": found.phrase,
        "score": found.score,
        "certain": found.certain,
        "box": found.box_xyxy,
        "place": where(found.box_xyxy, image.width, image.height),
        "mask": {"height": mask.height, "width": mask.width, "counts": mask.counts} if mask else None,
    }
