"""Forecast of demand, day by day: simple enough to explain, its intervals as wide as past errors were.

`pattern` takes a history apart into a level, days of the week and days after a closed day. `ways` are three
simple ways to say what comes. `forecasting` tries them on the past, takes the one that erred least, and sets
intervals by conformal prediction from its errors on days that it had not seen. It says how often such
intervals held on the latest part of the past, which played no part in setting them. Method, sources and
limits: docs/reference/capacity.md.
"""

from upheld.planning.forecast.forecasting import Backtest, Day, Forecast, forecast
from upheld.planning.forecast.pattern import History, Pattern, pattern_of
from upheld.planning.forecast.ways import EXPLAINED

__all__ = ["EXPLAINED", "Backtest", "Day", "Forecast", "History", "Pattern", "forecast", "pattern_of"]
