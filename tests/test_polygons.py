"""Polygons: what is drawn again from them is the mask, however it is shaped."""

import itertools

import cv2
import numpy as np
import pytest
from pycocotools import mask as coco

from assistant import masks, polygons
from assistant.masks import Inside
from assistant.polygons import Ring


def drawn(rings: list[Ring], height: int, width: int) -> Inside:
    """The pixels whose middles lie within an odd number of rings, by a ray to the left of each."""
    inside = np.zeros((height, width), np.bool_)
    y, x = np.arange(height)[:, None] + 0.5, np.arange(width) + 0.5
    for ring in rings:
        for (x0, y0), (x1, y1) in zip(ring, np.roll(ring, -1, axis=0), strict=True):
            if y0 != y1:
                crosses = (y > min(y0, y1)) & (y < max(y0, y1))
                inside ^= crosses & (x > x0 + (y - y0) * (x1 - x0) / (y1 - y0))
    return inside


def all_rings(parts: list[polygons.Part]) -> list[Ring]:
    return [ring for part in parts for ring in part.rings]


def alike(one: Inside, other: Inside) -> float:
    return float((one & other).sum() / max(1, (one | other).sum()))


def blank(height: int = 120, width: int = 160) -> np.ndarray:
    return np.zeros((height, width), np.uint8)


def ring_shaped() -> np.ndarray:
    canvas = blank()
    cv2.circle(canvas, (60, 60), 50, 1, -1)
    cv2.circle(canvas, (60, 60), 30, 0, -1)
    cv2.circle(canvas, (60, 60), 12, 1, -1)
    return canvas


def shapes() -> dict[str, np.ndarray]:
    """Name → a mask, uint8 [height, width]."""
    circle, thin, spots, lattice = blank(), blank(), blank(), blank()
    cv2.circle(circle, (70, 60), 40, 1, -1)
    cv2.line(thin, (5, 110), (150, 8), 1, 1)
    for x in range(10, 150, 20):
        cv2.circle(spots, (x, 20 + x // 2), 2 + x // 30, 1, -1)
    lattice[10:110, 10:150] = 1
    for x, y in itertools.product(range(14, 146, 12), range(14, 106, 12)):
        lattice[y : y + 6, x : x + 6] = 0
    tilted = blank()
    cv2.fillPoly(tilted, [np.array([(10, 30), (140, 5), (150, 100), (30, 110)])], 1)
    checks = np.indices((40, 40)).sum(0).astype(np.uint8) % 2
    return {
        "circle": circle,
        "ring with an island": ring_shaped(),
        "thin line": thin,
        "spots": spots,
        "lattice": lattice,
        "tilted box": tilted,
        "chessboard": checks,
        "whole picture": np.ones((30, 50), np.uint8),
        "one pixel": np.pad(np.ones((1, 1), np.uint8), 3),
        "frame": np.pad(np.zeros((40, 40), np.uint8), 1, constant_values=1),
    }


@pytest.mark.parametrize("name", shapes())
def test_polygons_give_the_mask_back(name: str) -> None:
    inside = shapes()[name].astype(np.bool_)
    parts = polygons.outline(masks.encode(inside, 1))
    assert alike(drawn(all_rings(parts), *inside.shape), inside) >= 0.98
    area = sum(polygons.area(part.outer) - sum(map(polygons.area, part.holes)) for part in parts)
    assert area == pytest.approx(inside.sum(), rel=0.02)


@pytest.mark.parametrize("name", shapes())
def test_one_ring_alone_gives_the_mask_back_to_cocos_own_tools(name: str) -> None:
    inside = shapes()[name].astype(np.bool_)
    ring = polygons.in_one(polygons.outline(masks.encode(inside, 1)))
    filled = coco.decode(coco.frPyObjects([ring.ravel().tolist()], *inside.shape))[..., 0].astype(np.bool_)
    # COCO's tools draw cuts and touching corners a little wide, which in a chessboard or a hair is all there is.
    assert alike(filled, inside) >= (0.98 if name not in {"chessboard", "thin line"} else 0.9)


@pytest.mark.parametrize("seed", range(40))
def test_any_scatter_of_pixels_is_followed_exactly(seed: int) -> None:
    random = np.random.default_rng(seed)
    inside = random.random(random.integers(1, 14, 2)) < random.random()
    if not inside.any():
        inside[0, 0] = True
    parts = polygons._parts(inside)
    assert np.array_equal(drawn(all_rings(parts), *inside.shape), inside)
    count, _ = cv2.connectedComponents(inside.view(np.uint8), connectivity=8)
    assert len(parts) == count - 1
    assert sum(polygons.area(part.outer) - sum(map(polygons.area, part.holes)) for part in parts) == inside.sum()


def test_a_hole_belongs_to_what_is_around_it() -> None:
    outer, island = polygons.outline(masks.encode(ring_shaped().astype(np.bool_), 1))
    assert (len(outer.holes), len(island.holes)) == (1, 0)
    assert polygons.area(outer.outer) > polygons.area(outer.holes[0]) > polygons.area(island.outer)


def test_points_are_few_and_within_a_pixel_of_the_edge() -> None:
    canvas = blank(1000, 1000)
    cv2.circle(canvas, (500, 500), 400, 1, -1)
    inside = canvas.astype(np.bool_)
    (part,), (exact,) = polygons.outline(masks.encode(inside, 1)), polygons._parts(inside)
    assert len(part.outer) < len(exact.outer) / 8
    away = [abs(cv2.pointPolygonTest(part.outer, point.tolist(), measureDist=True)) for point in exact.outer]
    assert max(away) <= 1.01


def test_straight_edges_keep_their_corners() -> None:
    inside = np.zeros((50, 60), np.bool_)
    inside[10:30, 5:55] = True
    (part,) = polygons.outline(masks.encode(inside, 1))
    assert {tuple(point) for point in part.outer.tolist()} == {(5, 10), (55, 10), (55, 30), (5, 30)}


def test_an_empty_mask_has_no_polygons_and_a_box_has_four_points() -> None:
    assert polygons.outline(masks.empty(20, 30, 1)) == []
    assert polygons.around((1.4, 2.6, 9.5, 8.2)).outer.tolist() == [[1, 3], [10, 3], [10, 8], [1, 8]]


def test_the_largest_part_comes_first() -> None:
    parts = polygons.outline(masks.encode(shapes()["spots"].astype(np.bool_), 1))
    areas = [polygons.area(part.outer) for part in parts]
    assert areas == sorted(areas, reverse=True)
    assert len(areas) == 7
