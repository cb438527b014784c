"""pgqueuer with one plain HTTP send a job, run by a Python that has pgqueuer, asyncpg and aiohttp."""

import asyncio
import json
import sys
import time

import aiohttp
import asyncpg
from pgqueuer import AsyncpgPoolDriver, PgQueuer
from pgqueuer.models import Job
from pgqueuer.types import QueueExecutionMode

BATCH, AT_ONCE = 50, 200


async def main(dsn: str, root: str, count: int) -> None:
    """Enqueue, then measure until the queue is empty."""
    pool = await asyncpg.create_pool(dsn, min_size=2, max_size=10)
    driver = AsyncpgPoolDriver(pool)
    queue = PgQueuer(driver)
    await queue.qm.queries.install()
    said = ({"to": f"+3363998{n:07d}", "text": f"Bonjour {n}. Venez-vous ?"} for n in range(count))
    texts = [json.dumps(one).encode() for one in said]
    await queue.qm.queries.enqueue(["send"] * count, texts, [0] * count)
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=50)) as session:

        @queue.entrypoint("send")
        async def send(job: Job) -> None:
            async with session.post(f"{root}/plain", data=job.payload) as answer:
                await answer.read()

        began, worked = time.perf_counter(), time.process_time()
        await queue.run(batch_size=BATCH, mode=QueueExecutionMode.drain, max_concurrent_tasks=AT_ONCE)
        seconds, work = time.perf_counter() - began, time.process_time() - worked
    told = {"count": count, "msgs_per_s": count / seconds, "cpu_s_per_1000": work / count * 1000}
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
