"""One request that blocks its worker and nine that do not, all at once, with aiohttp.

    one_blocked.py BASE BLOCKED UNBLOCKED

Every response must have status 200. How many of the nine had to wait for the blocked one is printed
and not judged: it depends on which worker accepted which connection.
"""

import asyncio
import sys
import time

import aiohttp


async def get(client, url, begin):
    async with client.get(url) as response:
        await response.text()
        return response.status, time.perf_counter() - begin


async def main():
    base, blocked, unblocked = sys.argv[1:]
    async with aiohttp.ClientSession() as client:
        begin = time.perf_counter()
        urls = [base + blocked] + [base + unblocked] * 9
        answers = await asyncio.gather(*(get(client, url, begin) for url in urls))
    (_, end), *others = answers
    good = sum(status == 200 for status, _ in answers)
    late = sum(done > end for _, done in others)
    print(f"aiohttp × {good} {base}, {late} of 9 came after the blocked one")
    assert good == 10, answers


asyncio.run(main())
