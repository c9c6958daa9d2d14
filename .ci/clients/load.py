"""A load test with httpx: 200 requests, 50 at a time, a client that waits 30 s.

    load.py BASE GET|POST PATH

A POST carries a sentence and a learner as JSON. Every response must have status 200.
"""

import asyncio
import sys
import time

import httpx

CONCURRENCY = 50
TOTAL = 200
VERBS = ["walk", "play", "go", "watch", "study"]


def payload(number):
    sentence = f"She {VERBS[number % len(VERBS)]} every day."
    return {"sentence": sentence, "learner_id": f"learner-{number}"}


async def load(base, method, path):
    answers = []
    gate = asyncio.Semaphore(CONCURRENCY)

    async def one(client, number):
        async with gate:
            body = {"json": payload(number)} if method == "POST" else {}
            begin = time.perf_counter()
            response = await client.request(method, path, **body)
            answers.append((time.perf_counter() - begin, response.status_code))
            if method == "POST":
                assert isinstance(response.json(), dict), response.text

    async with httpx.AsyncClient(base_url=base, timeout=30) as client:
        await asyncio.gather(*(one(client, number) for number in range(TOTAL)))
    return answers


def main():
    base, method, path = sys.argv[1:]
    answers = asyncio.run(load(base, method, path))
    good = sum(status == 200 for _, status in answers)
    slowest = max(latency for latency, _ in answers)
    print(f"httpx × {good:<3} {method} {base}{path}, slowest {slowest * 1000:.0f} ms")
    assert good == TOTAL, sorted({status for _, status in answers})


main()
