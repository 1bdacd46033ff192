"""A device that is told to forget its guests in the middle of an exchange doesn't ask for them again by it."""

import json
import subprocess

from tests.programs import node
from webapp.foundation.settings import ROOT

SCRIPT = """
import { Device } from "./assets/checkin/_device.js";
const kept = [];
const store = {
  put: async (shelf, entries) => { if (shelf === "parts") kept.push(...entries); },
  clear: async () => {}, remove: async () => {},
};
let answer, lists = 0;
const talk = {
  facts: () => new Promise((done) => {
    answer = () => done({ now: 1_000, facts: [], last: 0, answers: [], more: false });
  }),
  list: async () => { lists += 1; throw new Error("asked"); },
};
const device = new Device({ store, talk, clock: () => 1_000, newId: () => "a" });
device.meta.listDue = 2_000;
const exchange = device.sync();
await device.close();
answer();
await exchange;
const during = lists;
const anew = device.sync();
answer();
await anew;
console.log(JSON.stringify({ during, after: lists, closed: device.closed }));
"""


def test_what_was_wiped_during_an_exchange_is_fetched_only_when_somebody_asks_anew():
    run = subprocess.run(
        [node(), "--input-type=module", "-e", SCRIPT], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout) == {"during": 0, "after": 1, "closed": True}


LATE = """
import { Device } from "./assets/checkin/_device.js";
const store = { put: async () => {}, clear: async () => {}, remove: async () => {} };
const since = [];
let answer;
const talk = {
  facts: (body) => new Promise((done) => {
    since.push(body.since);
    answer = () => done({ now: 1_000, facts: [], last: 7, answers: [], more: false });
  }),
};
const device = new Device({ store, talk, clock: () => 1_000, newId: () => "a" });
device.meta.listDue = 2_000;
const exchange = device.sync();
await device.wipe();
answer();
await exchange;
const late = device.meta.heardAt;
const anew = device.sync();
answer();
await anew;
console.log(JSON.stringify({ since, late, heard: device.meta.heardAt }));
"""


def test_an_answer_that_comes_after_the_wiping_is_not_taken_for_known():
    """Else the next list would stand there without those who came in before."""
    run = subprocess.run(
        [node(), "--input-type=module", "-e", LATE], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout) == {"since": [0, 0], "late": 0, "heard": 1000}
