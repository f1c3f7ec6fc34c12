# ruff: noqa: S608 - the SQL is our own, and names in it come from this package
"""The model in Splink's words, and Splink's scoring of the pairs that blocking found.

Splink 5 builds the SQL of comparisons and weights; what it is given here is complete, so that it never has to
guess: every level has its m and u (a model without them is refused when it is read), and how common a name is
stands beside the name. Its pipeline is asked for levels and weight only, and ends in the verdict, so that
nothing is written down for the pairs that are thrown away.
"""

from typing import Any

from splink import DuckDBAPI, Linker
from splink.internals.comparison_vector_values import compute_comparison_vector_values_from_id_pairs_sqls
from splink.internals.dialects import SplinkDialect
from splink.internals.pipeline import CTEPipeline
from splink.internals.predict import predict_from_comparison_vectors_sqls

from upheld.insight.linkage.deciding import verdict_sql
from upheld.insight.linkage.levels import FIELDS, Level
from upheld.insight.linkage.model import LinkageModel
from upheld.insight.linkage.scoring import RAREST


def settings_of(model: LinkageModel) -> dict[str, Any]:
    """The model as Splink's settings."""
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "row",
        "probability_two_random_records_match": model.prior,
        "comparisons": [
            {
                "output_column_name": field,
                "comparison_levels": [_level(level, model) for level in levels],
            }
            for field, levels in FIELDS.items()
        ],
        "blocking_rules_to_generate_predictions": [],
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": False,
    }


def _level(level: Level, model: LinkageModel) -> dict[str, Any]:
    said: dict[str, Any] = {
        "sql_condition": level.when.sql if level.when else "ELSE",
        "label_for_charts": level.name,
    }
    if level.says_nothing:
        return {**said, "is_null_level": True}
    odds = model.odds[level.name]
    said |= {"m_probability": odds.m, "u_probability": odds.u}
    if level.frequency:
        said |= {
            "tf_adjustment_column": level.frequency,
            "tf_adjustment_weight": 1.0,
            "tf_minimum_u_value": RAREST,
            "disable_tf_exact_match_detection": True,
        }
    return said


def score_pairs(
    db_api: DuckDBAPI, forms: str, pairs: str, model: LinkageModel, *, all_levels: bool = False
) -> str:
    """Score the pairs of a table, and give the name of the table of those that are not apart.

    `forms` is the table of forms, `pairs` that of pairs (`join_key_l`, `join_key_r`: rows of `forms`). The
    answer has `row_l`, `row_r`, `weight`, `verdict` ("link:why"), and `gamma_...` with the number of each
    field's level. With `all_levels`, every pair is kept, those that are apart too.
    """
    records = db_api.register(forms, dataset_display_name=f"{forms}_of_{pairs}")
    linker = Linker(records, settings_of(model), log_level=None, validate_settings=False)
    settings = linker._settings_obj
    blocked = db_api.table_to_splink_dataframe("__splink__blocked_id_pairs", pairs)
    pipeline = CTEPipeline([blocked, records])
    pipeline.enqueue_list_of_sqls(
        compute_comparison_vector_values_from_id_pairs_sqls(
            [name for name in settings._columns_to_select_for_blocking if "match_key" not in name],
            settings._columns_to_select_for_comparison_vector_values,
            input_tablename_l=records.templated_name,
            input_tablename_r=records.templated_name,
            source_dataset_input_column=None,
            unique_id_input_column=settings.column_info_settings.unique_id_input_column,
        )
    )
    pipeline.enqueue_list_of_sqls(
        predict_from_comparison_vectors_sqls(
            unique_id_input_columns=settings.column_info_settings.unique_id_input_columns,
            core_model_settings=settings.core_model_settings,
            sql_dialect=SplinkDialect.from_string(settings._sql_dialect_str),
            threshold_match_weight=None if all_levels else model.thresholds.review,
            training_mode=True,
        )
    )
    levels = ", ".join(f"CAST(gamma_{field} AS TINYINT) AS gamma_{field}" for field in FIELDS)
    pipeline.enqueue_sql(
        f"SELECT row_l, row_r, match_weight AS weight, {verdict_sql(model)} AS verdict, {levels} "
        "FROM __splink__df_predict",
        "__splink__df_decided",
    )
    if not all_levels:
        pipeline.enqueue_sql(
            "SELECT * FROM __splink__df_decided WHERE verdict NOT LIKE 'apart:%'", "__splink__df_kept"
        )
    table: str = db_api.sql_pipeline_to_splink_dataframe(pipeline).physical_name
    return table
