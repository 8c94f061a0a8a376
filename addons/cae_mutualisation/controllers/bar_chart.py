# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Where the bars of a chart of months go, for a template that draws them in SVG."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

TOP, BOTTOM, RIGHT = 12, 24, 4
DIGIT_WIDTH = 7
TICKS = 4


@dataclass(frozen=True)
class Bar:
    key: str
    month: int
    value: float
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Chart:
    """A drawing in units of its own width; `label_step`: label every n-th month."""

    width: int
    height: int
    left: float
    bottom: float
    baseline: float
    ticks: list[tuple[float, float]]
    centers: list[float]
    bars: list[Bar]
    label_step: int = 1


def layout(
    columns: Sequence[Sequence[dict[str, float]]],
    width: int,
    height: int,
    label_step: int = 1,
) -> Chart:
    """Place the bars of each month: side by side, each a stack of named amounts.

    Amounts below zero are stacked downwards from the baseline.

    >>> chart = layout([[{"in": 80}, {"out": 30, "levy": 10}]], 200, 136)
    >>> [(value, round(y)) for value, y in chart.ticks]
    [(0, 112), (20, 87), (40, 62), (60, 37), (80, 12)]
    >>> [(bar.key, round(bar.y), round(bar.height)) for bar in chart.bars]
    [('in', 12, 100), ('out', 74, 38), ('levy', 62, 12)]
    >>> layout([[{"in": 0}]], 200, 136).bars
    []
    """
    stacks = [stack for column in columns for stack in column]
    lowest = min([0.0, *(sum(v for v in stack.values() if v < 0) for stack in stacks)])
    highest = max([0.0, *(sum(v for v in stack.values() if v > 0) for stack in stacks)])
    values = tick_values(lowest, highest)
    floor = min(lowest, values[0])
    left = 8 + DIGIT_WIDTH * max(len(f"{value:,}") for value in values)
    scale = (height - TOP - BOTTOM) / (values[-1] - floor)

    def y_of(value: float) -> float:
        return round(TOP + (values[-1] - value) * scale, 1)

    slot = (width - left - RIGHT) / max(len(columns), 1)
    return Chart(
        width=width,
        height=height,
        left=left,
        bottom=height - BOTTOM,
        baseline=y_of(0),
        ticks=[(value, y_of(value)) for value in values],
        centers=[round(left + slot * (i + 0.5), 1) for i in range(len(columns))],
        bars=[
            bar
            for month, column in enumerate(columns)
            for bar in _column(column, month, left + slot * month, slot, y_of)
        ],
        label_step=label_step,
    )


def _column(column, month, start, slot, y_of) -> Iterator[Bar]:
    width = slot * 0.72 / max(len(column), 1)
    for index, stack in enumerate(column):
        x = round(start + slot * 0.14 + width * index, 1)
        above = below = 0.0
        for key, value in stack.items():
            if not value:
                continue
            if value > 0:
                foot, above = above, above + value
                top, bottom = y_of(above), y_of(foot)
            else:
                foot, below = below, below + value
                top, bottom = y_of(foot), y_of(below)
            yield Bar(
                key=key,
                month=month,
                value=value,
                x=x,
                y=top,
                width=round(width - 1, 1),
                height=round(bottom - top, 1),
            )


def tick_values(lowest: float, highest: float) -> list[int]:
    """Round whole values, zero among them; less than half a step below it is none.

    >>> tick_values(0, 4800), tick_values(-60, 4800)
    ([0, 2000, 4000, 6000], [0, 2000, 4000, 6000])
    >>> tick_values(-300, 900)
    [-500, 0, 500, 1000]
    >>> tick_values(0, 0), tick_values(-0.4, 0)
    ([0, 1], [0, 1])
    """
    span = max(highest - lowest, 1) / TICKS
    power = 10 ** math.floor(math.log10(span))
    step = next(n * power for n in (1, 2, 5, 10) if n * power >= span)
    step = max(round(step), 1)
    first = math.floor(lowest / step) if lowest < -step / 2 else 0
    last = max(math.ceil(highest / step), first + 1)
    return [index * step for index in range(first, last + 1)]
