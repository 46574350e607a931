"""Charts as numbers: where each line, tick and word goes. Templates in `components/charts/` only draw them.

Across, everything is in percent of the width, up and down in rem: words keep their size and stay apart on a phone of
320 px as on a wide screen, with neither script nor style in the page. Each chart has its table on the page beside it.
"""

from .bars import Bars, Setting, bars
from .labels import Label
from .line import Line, line_over_time
from .strip import Range, Strip, percentile_strip
from .tiles import Step, Tile, TileMap, in_steps, tile_map

__all__ = [
    "Bars",
    "Label",
    "Line",
    "Range",
    "Setting",
    "Step",
    "Strip",
    "Tile",
    "TileMap",
    "bars",
    "in_steps",
    "line_over_time",
    "percentile_strip",
    "tile_map",
]
