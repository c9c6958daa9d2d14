"""Headless Chromium, spoken to over two pipes: the standard library is enough."""

import json
import os
import select
import shutil
import subprocess
import tempfile
import time


class Browser:
    """One browser with one tab; everything that the tab says is kept in `heard`."""

    def __init__(self):
        command_read, self.commands = os.pipe()
        self.answers, answer_write = os.pipe()
        # Neither may be one of the two numbers that the browser expects.
        ends = [os.dup(command_read), os.dup(answer_write)]
        while min(ends) < 5:
            ends = [os.dup(ends[0]), os.dup(ends[1])]

        def take_places():
            os.dup2(ends[0], 3)
            os.dup2(ends[1], 4)

        self.profile = tempfile.mkdtemp(prefix="pages-")
        self.process = subprocess.Popen(
            [
                shutil.which("chromium"),
                "--headless=new",
                "--remote-debugging-pipe",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--hide-scrollbars",
                f"--user-data-dir={self.profile}",
                "about:blank",
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            close_fds=False,
            preexec_fn=take_places,
        )
        for end in [command_read, answer_write, *ends]:
            os.close(end)
        self.buffer = b""
        self.number = 0
        self.target = None
        self.heard = []
        tab = self.call("Target.createTarget", url="about:blank")["targetId"]
        attached = self.call("Target.attachToTarget", targetId=tab, flatten=True)
        self.target = attached["sessionId"]
        for domain in ["Page", "Runtime", "Log", "Network"]:
            self.call(f"{domain}.enable")

    def call(self, method, **parameters):
        """Sends a command and returns what it answers."""
        self.number += 1
        number = self.number
        message = {"id": number, "method": method, "params": parameters}
        if self.target:
            message["sessionId"] = self.target
        os.write(self.commands, json.dumps(message).encode() + b"\0")
        answer = self.until(lambda message: message.get("id") == number)
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']['message']}")
        return answer["result"]

    def open(self, address):
        """Opens a page and waits until it is loaded; forgets what was heard before."""
        self.heard.clear()
        problem = self.call("Page.navigate", url=address).get("errorText")
        if problem:
            raise RuntimeError(f"{address}: {problem}")
        loaded = "Page.loadEventFired"
        if not any(message.get("method") == loaded for message in self.heard):
            self.until(lambda message: message.get("method") == loaded)

    def evaluate(self, script):
        """What a script in the page answers."""
        answer = self.call(
            "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True
        )
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"])
        return answer["result"].get("value")

    def until(self, wanted, seconds=60):
        """The first message that is wanted; all others are kept."""
        end = time.monotonic() + seconds
        while True:
            while b"\0" in self.buffer:
                message, _, self.buffer = self.buffer.partition(b"\0")
                message = json.loads(message)
                if wanted(message):
                    self.heard.append(message)
                    return message
                self.heard.append(message)
            if not select.select([self.answers], [], [], max(0, end - time.monotonic()))[0]:
                raise TimeoutError(f"the browser said nothing for {seconds} s")
            more = os.read(self.answers, 1 << 16)
            if not more:
                raise RuntimeError("the browser ended")
            self.buffer += more

    def close(self):
        """Ends the browser and removes what it left."""
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.profile, ignore_errors=True)
