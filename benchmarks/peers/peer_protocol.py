"""How the benchmark talks to a peer in Python: lines on the standard streams, numbers in files of 32-bit floats.

The peer says "ready", or "missing" and why. Then it answers, line by line:

    check PATH   PATH.json describes a network, PATH.bin holds parameters, inputs and targets. The peer runs all rows once, takes three
                 steps on the first three rows one by one and three on the whole batch, writes outputs and parameters (or only outputs, if
                 it cannot train) to PATH.out and says "checked".
    time METRIC  The least and the middle time of a call in nanoseconds, on the network checked last.

Anything that goes wrong is one line, "failed" and why.
"""
import array
import gc
import json
import statistics
import sys
import time
from types import SimpleNamespace

REPEAT_SECONDS = 0.002
METRIC_SECONDS = 0.4


def read(path):
    """The network's description with its numbers: parameters per layer as (weights, biases), inputs and targets as flat arrays."""
    with open(path + ".json", encoding="utf-8") as file:
        network = SimpleNamespace(**json.load(file))
    numbers = array.array("f")
    with open(path + ".bin", "rb") as file:
        numbers.frombytes(file.read())

    def take(count):
        nonlocal numbers
        taken, numbers = numbers[:count], numbers[count:]
        return taken

    if network.modules:
        network.flat = take(network.parameters)
    else:
        pairs = list(zip(network.sizes, network.sizes[1:]))
        network.layers = [(take(inputs * outputs), take(outputs)) for inputs, outputs in pairs]
    network.inputs = take(network.rows * network.sizes[0])
    network.targets = take(network.rows * network.sizes[-1])
    return network


def measure(repeat):
    """The least and the middle time of a call. repeat(count) does the calls and nothing else."""
    repeat(10)
    count, seconds = 1, 0.0
    while seconds < REPEAT_SECONDS:
        count *= 2
        seconds = elapsed(repeat, count)
    times, end = [], time.perf_counter() + METRIC_SECONDS
    while time.perf_counter() < end or len(times) < 5:
        times.append(elapsed(repeat, count) / count)
    return min(times) * 1e9, statistics.median(times) * 1e9


def elapsed(repeat, count):
    start = time.perf_counter()
    repeat(count)
    return time.perf_counter() - start


def serve(create):
    """Answers until the input ends. create(network) gives an object with results() and one method per metric."""
    print("ready", flush=True)
    gc.disable()
    peer = None
    for line in sys.stdin:
        try:
            command, argument = line.rstrip("\n").split(" ", 1)
            if command == "check":
                peer = create(read(argument))
                with open(argument + ".out", "wb") as file:
                    array.array("f", peer.results()).tofile(file)
                print("checked", flush=True)
            else:
                print(*measure(getattr(peer, argument)), flush=True)
            gc.collect()
        except Exception as problem:  # Whatever a library does wrong must not take the table with it.
            print("failed", " ".join(repr(problem).split()), flush=True)
