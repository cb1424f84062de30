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

    Two runs never write at once: the record's own lock sees to that, and a second run waits for a while and then says
    who holds it. Prefect is given no limit of its own: it keeps the slots that are taken on disk and who took them in
    its server's memory, so that after a power cut it would never let a flow run again.
    """
    schedule = settings.schedule
    parameters = {"config": str(config.absolute())}
    at = schedule.digest_at
    every = Interval(timedelta(minutes=schedule.ingest_minutes))
    each_day = Cron(f"{at.minute} {at.hour} * * *", timezone=schedule.time_zone)
    deployments = (
        ingest.to_deployment("hourly", parameters=parameters, schedule=every),
        daily.to_deployment("morning", parameters=parameters, schedule=each_day),
    )
    # Outside an event loop Prefect's constructors return the deployment itself, which its types do not say.
    serve(
        *cast("tuple[RunnerDeployment, ...]", deployments),
        pause_on_shutdown=False,
        # One that writes, and one of each flow that waits for it.
        limit=3,
        print_starting_message=False,
    )
