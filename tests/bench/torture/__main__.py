"""``python -m tests.bench.torture``: let several processes suffer, print what was counted; 1 if a promise is broken."""

import argparse
import asyncio
import sys
import tempfile
from contextlib import AsyncExitStack
from pathlib import Path

from tests.bench.bench import tell
from tests.bench.executors import Executor, folder_of
from tests.bench.postgres import Server
from tests.bench.torture.found import Found
from tests.bench.torture.torture import Torture
from tests.fakes.model import FakeModel
from tests.fakes.slack import FakeSlack

MODEL_S = 0.15  # how long a call takes: something is always under way


def main() -> int:
    """Run it; 1 if a message was lost, answered twice, or taken over late."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.torture", description=__doc__)
    parser.add_argument("--processes", type=int, default=3, metavar="N", help="how many (default 3)")
    parser.add_argument("--messages", type=int, default=300, metavar="N", help="how many (default 300)")
    parser.add_argument("--kills", type=int, default=20, metavar="N", help="how often one is killed (default 20)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="which one is killed when (default 1)")
    parser.add_argument("--only", default="", metavar="PART", help="killed, still, dies, away or upgraded")
    parser.add_argument("--logs", type=Path, metavar="FOLDER", help="keep what each process said")
    found = asyncio.run(_run(parser.parse_args()))
    sys.stdout.write("\n".join([*found.lines(), *(f"MISSED: {one}" for one in found.missed)]) + "\n")
    return 1 if found.missed else 0


async def _run(given: argparse.Namespace) -> Found:
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="frontdesk-torture-")))
        server = Server(folder)
        stack.callback(server.close)
        slack = await stack.enter_async_context(FakeSlack())
        model = await stack.enter_async_context(FakeModel(latency_s=MODEL_S))
        executors = []
        for number in range(given.processes):
            name = f"executor-{number + 1}"
            settings = {"DATABASE_URL": server.url, "FRONTDESK_EXECUTOR_ID": name}
            one = Executor(folder_of(folder, name), slack, settings, from_scratch=True)
            one.use(model)
            stack.push_async_callback(one.close)
            executors.append(one)
        tell(f"{given.messages} three-part messages over {given.processes} processes, {given.kills} kills")
        stack.callback(_keep_logs, given.logs, executors)
        return await Torture(slack, server, executors, given.messages, given.kills, given.seed).run(given.only)


def _keep_logs(folder: Path | None, executors: list[Executor]) -> None:
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        for one in executors:
            (folder / f"{one.folder.name}.log").write_text("".join(one.said))


if __name__ == "__main__":
    sys.exit(main())
