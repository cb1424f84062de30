"""`dailies serve`: both flows on their schedules, until the process is told to end."""

from datetime import timedelta
from pathlib import Path
from typing import cast

from prefect import serve
from prefect.deployments.runner import RunnerDeployment
from prefect.schedules import Cron, Interval

from flows.daily import daily
from flows.ingest import ingest
from flows.settings import Settings


def serve_flows(settings: Settings, config: Path) -> None:
    """Registers the schedules with the server that PREFECT_API_URL names, and runs what they call for.

    A run that is late because the machine slept is run once; two runs of a flow never overlap.
    """
    schedule = settings.schedule
    parameters = {"config": str(config.resolve())}
    at = schedule.digest_at
    every = Interval(timedelta(minutes=schedule.ingest_minutes))
    each_day = Cron(f"{at.minute} {at.hour} * * *", timezone=schedule.time_zone)
    deployments = (
        ingest.to_deployment("hourly", parameters=parameters, schedule=every, concurrency_limit=1),
        daily.to_deployment("morning", parameters=parameters, schedule=each_day, concurrency_limit=1),
    )
    # Outside an event loop Prefect's constructors return the deployment itself, which its types do not say.
    serve(
        *cast("tuple[RunnerDeployment, ...]", deployments),
        pause_on_shutdown=False,
        limit=2,
        print_starting_message=False,
    )
