"""Charts of standards."""

import re
from datetime import UTC, date, datetime
from xml.etree import ElementTree

import pytest

from upheld.insight.performance import StandardMonth
from upheld.insight.performance.charts import NothingToDraw, standard_chart

NOW = datetime(2024, 6, 1, tzinfo=UTC)
SVG = "{http://www.w3.org/2000/svg}"


def month(number, met, due=100, *, benefit="pip", not_yet_due=0):
    return StandardMonth(
        "clearance", benefit, None, date(2024, number, 1), due, met, due - met, 0, not_yet_due, NOW
    )


def texts(svg):
    return {"".join(element.itertext()) for element in ElementTree.fromstring(svg).iter(f"{SVG}text")}


class TestAChartOfOneStandard:
    def test_its_name_says_the_finding(self):
        svg = standard_chart([month(1, 80), month(2, 52)], 75, name="PIP")
        title = ElementTree.fromstring(svg).find(f"{SVG}title")
        assert title.text == (
            "In February 2024, 52.0% of PIP was done in time, below the target of 75%. "
            "It was reached in 1 of 2 months."
        )

    def test_its_figures_and_its_target_are_written_on_it(self):
        assert {"80.0%", "52.0%", "Target 75%"} <= set(
            texts(standard_chart([month(1, 80), month(2, 52)], 75))
        )

    def test_a_screen_reader_finds_one_image_with_a_name_and_a_description(self):
        image = ElementTree.fromstring(standard_chart([month(1, 80), month(2, 52)], 75))
        named = {element.get("id"): element.text for element in image if element.get("id")}
        assert image.get("role") == "img"
        assert "reached in 1 of 2" in named[image.get("aria-labelledby")]
        assert "Lowest: 52.0% in February 2024 (52 of 100)" in named[image.get("aria-describedby")]

    def test_it_fetches_nothing_and_needs_no_style_or_script(self):
        svg = standard_chart([month(1, 80)], 75)
        assert not re.search(r"style=|<style|<script|href=|url\(|@import", svg)
        assert set(re.findall(r'font-family="([^"]*)"', svg)) == {"sans-serif"}

    def test_it_is_readable_in_grey(self):
        colours = re.findall(
            r'(?:fill|stroke)="#([0-9a-f]{6})"', standard_chart([month(1, 80), month(2, 52)], 75)
        )
        channels = [[int(colour[at : at + 2], 16) for at in (0, 2, 4)] for colour in colours]
        assert channels
        assert all(max(channel) - min(channel) <= 16 for channel in channels)

    def test_names_from_data_are_escaped(self):
        svg = standard_chart([month(1, 80)], 75, name="<b>PIP</b> & more")
        assert "<b>" not in svg
        assert "<b>PIP</b> & more" in ElementTree.fromstring(svg).find(f"{SVG}title").text

    def test_a_month_that_is_not_over_is_said_to_be_so_far(self):
        assert "So far in January 2024" in standard_chart([month(1, 80, not_yet_due=5)], 75)

    def test_a_month_between_without_figures_is_shown_as_a_gap(self):
        svg = standard_chart([month(1, 80), month(3, 60)], None)
        assert {"Jan2024", "Feb2024", "Mar2024"} <= texts(svg)
        assert texts(svg) >= {"80.0%", "60.0%"}


class TestAChartThatCannotBeDrawn:
    def test_rows_with_nothing_due_are_refused(self):
        with pytest.raises(NothingToDraw, match="Nothing was due"):
            standard_chart([month(1, 0, 0)], 75)

    def test_two_benefits_are_refused(self):
        with pytest.raises(ValueError, match="one standard of one benefit"):
            standard_chart([month(1, 80), month(1, 80, benefit="esa")], 75)

    def test_a_target_that_is_a_share_is_refused(self):
        with pytest.raises(ValueError, match="percentage above 1"):
            standard_chart([month(1, 80)], 0.75)
