# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Where the lines of a chart go, for a template that draws them in SVG."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .bar_chart import BOTTOM, DIGIT_WIDTH, TOP, tick_values

RIGHT = 30


@dataclass(frozen=True)
class Point:
    index: int
    value: float
    x: float
    y: float


@dataclass(frozen=True)
class Line:
    """A series: its points, and the path that joins them."""

    key: str
    points: list[Point]

    @property
    def path(self) -> str:
        return "M" + " L".join(f"{point.x},{point.y}" for point in self.points)


@dataclass(frozen=True)
class LineChart:
    """A drawing in units of its own width; `label_step`: label every n-th place."""

    width: int
    height: int
    left: float
    bottom: float
    ticks: list[tuple[int, float]]
    centers: list[float]
    lines: list[Line]
    label_step: int = 1


def layout(
    series: Mapping[str, Sequence[float | None]],
    width: int,
    height: int,
    label_step: int = 1,
) -> LineChart:
    """Place series of as many values each, at even distances from left to right.

    A value that is None has no point: a rate of nothing is not drawn as zero.

    >>> chart = layout({"now": [0, 40, 80], "then": [None, 80, 60]}, 200, 136)
    >>> [(value, round(y)) for value, y in chart.ticks]
    [(0, 112), (20, 87), (40, 62), (60, 37), (80, 12)]
    >>> [line.path for line in chart.lines]
    ['M30.0,112.0 L100.0,62.0 L170.0,12.0', 'M100.0,12.0 L170.0,37.0']
    >>> layout({}, 200, 136).lines, layout({"now": [None]}, 200, 136).lines
    ([], [])
    """
    values = [value for line in series.values() for value in line if value is not None]
    ticks = tick_values(min([0.0, *values]), max([0.0, *values]))
    lowest = min([ticks[0], *values])
    # The label of the first place is centred on it: it must not be cut.
    left = max(RIGHT, 12 + DIGIT_WIDTH * max(len(f"{value:,}") for value in ticks))
    scale = (height - TOP - BOTTOM) / (ticks[-1] - lowest)
    count = max((len(line) for line in series.values()), default=0)
    step = (width - left - RIGHT) / max(count - 1, 1)
    centers = [round(left + step * index, 1) for index in range(count)]

    def y_of(value: float) -> float:
        return round(TOP + (ticks[-1] - value) * scale, 1)

    lines = [Line(key, _points(line, centers, y_of)) for key, line in series.items()]
    return LineChart(
        width=width,
        height=height,
        left=left,
        bottom=height - BOTTOM,
        ticks=[(value, y_of(value)) for value in ticks],
        centers=centers,
        lines=[line for line in lines if line.points],
        label_step=label_step,
    )


def _points(line, centers, y_of) -> list[Point]:
    return [
        Point(index, value, centers[index], y_of(value))
        for index, value in enumerate(line)
        if value is not None
    ]
