"""Measures of how well the work goes, each with its numerator, its denominator and the version of its
definition.

What is measured is said in `definitions`; `measure_log` applies it to the histories of cases and
`measure_standards` to promises and standards with a due moment. Charts are in `performance.charts`, imported
only where one is drawn.
"""

from upheld.insight.performance.case_log import LogMeasures, measure_log
from upheld.insight.performance.definitions import DEFINITIONS, Definition
from upheld.insight.performance.standards import StandardFact, StandardMonth, measure_standards
from upheld.insight.performance.traces import CaseTrace, trace_of

__all__ = [
    "DEFINITIONS",
    "CaseTrace",
    "Definition",
    "LogMeasures",
    "StandardFact",
    "StandardMonth",
    "measure_log",
    "measure_standards",
    "trace_of",
]
