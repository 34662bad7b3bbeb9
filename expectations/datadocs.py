"""Great Expectations' own pages: every row rule of a run, with how many rows it met and which values failed."""

from __future__ import annotations

import logging
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from expectations.engine import expectation_of
from expectations.gate import measured_frames
from expectations.rules import row_rules

if TYPE_CHECKING:
    import pandas as pd


def write_data_docs(
    folder: Path, run_id: str, offerings: pd.DataFrame, sections: pd.DataFrame, prices: pd.DataFrame
) -> Path | None:
    """Pages of one run into `folder` (made anew); the index page, None where there are no rows at all.

    Nothing here judges: the gate has. Raises whatever Great Expectations raises.
    """
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
    frames = measured_frames(offerings, sections, prices)
    if not frames:
        return None
    import great_expectations as gx
    from great_expectations.checkpoint.actions import UpdateDataDocsAction
    from great_expectations.data_context.types.base import ProgressBarsConfig

    logging.getLogger("great_expectations.data_context.types.base").setLevel(logging.WARNING)
    hidden = folder.with_name(f".{folder.name}.writing")
    shutil.rmtree(hidden, ignore_errors=True)
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False, metric_calculations=False)
    for site in context.get_docs_sites_urls():
        context.delete_data_docs_site(str(site["site_name"]))
    context.add_data_docs_site(
        "run",
        {
            "class_name": "SiteBuilder",
            "site_index_builder": {"class_name": "DefaultSiteIndexBuilder"},
            "store_backend": {"class_name": "TupleFilesystemStoreBackend", "base_directory": str(hidden.resolve())},
        },
    )
    source = context.data_sources.add_pandas("run")
    for name, frame in frames.items():
        rules = row_rules(name)
        suite = gx.ExpectationSuite(name=name, expectations=[expectation_of(gx, rule, rule.reason) for rule in rules])
        context.suites.add(suite)
        batches = source.add_dataframe_asset(name).add_batch_definition_whole_dataframe("night")
        definition = gx.ValidationDefinition(name=name, data=batches, suite=suite)
        context.validation_definitions.add(definition)
        checkpoint = gx.Checkpoint(
            name=name,
            validation_definitions=[definition],
            actions=[UpdateDataDocsAction(name="pages", site_names=["run"])],
            result_format={"result_format": "SUMMARY"},
        )
        context.checkpoints.add(checkpoint)
        checkpoint.run(batch_parameters={"dataframe": _shown(frame, rules)}, run_id=gx.RunIdentifier(run_name=run_id))
    context.build_data_docs(site_names=["run"])
    shutil.rmtree(folder, ignore_errors=True)
    os.replace(hidden, folder)
    return folder / "index.html"


def _shown(frame: pd.DataFrame, rules: Any) -> pd.DataFrame:
    wanted = {value for rule in rules for key, value in rule.arguments.items() if key.startswith("column")}
    return frame[[column for column in frame.columns if column in wanted]]
