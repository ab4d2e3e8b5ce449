#!/usr/bin/env python3
"""Writes the reference values of tests/NeuralLearn.Compiled.Tests/Reference. See README.md."""
import pathlib

import decisions
import elements
import losses
import networks
import reference


def main():
    folder = pathlib.Path(__file__).resolve().parent.parent / "NeuralLearn.Compiled.Tests" / "Reference"
    folder.mkdir(exist_ok=True)
    cases = [case.work_out() for part in (losses, elements, networks) for case in part.all_cases()]
    reference.write(folder / "losses.json", "Losses, divisors and gradients of small networks.", cases)
    reference.write(folder / "decisions.json", "Categorical and diagonal normal distributions.", list(decisions.all_cases()))


if __name__ == "__main__":
    main()
