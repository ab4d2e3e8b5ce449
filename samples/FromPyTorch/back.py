"""Loads what the C# program has fine-tuned into the PyTorch policy, and checks outputs and frozen layers.

python3 back.py [folder of tuned.safetensors]
"""
import os
import sys

import torch

from policy import Policy
from safetensors_file import load_file

here = os.path.dirname(os.path.abspath(__file__))
folder = sys.argv[1] if len(sys.argv) > 1 else here
original, tuned = load_file(os.path.join(here, "policy.safetensors")), load_file(os.path.join(folder, "tuned.safetensors"))
recorded = load_file(os.path.join(folder, "tuned-outputs.safetensors"))

policy = Policy()
missing, unexpected = policy.load_state_dict(tuned, strict=False)
assert not unexpected and all("value" in name for name in missing), (missing, unexpected)

with torch.no_grad():
    scores = policy.double()(recorded["inputs"].double())
difference = ((scores - recorded["targets"]).abs() / scores.abs().clamp(min=1)).max().item()
assert difference <= 1e-6, difference
print(f"ok     {len(scores)} rows: PyTorch gives the fine-tuned outputs to within {difference:.1E}")

for name in original:
    same = torch.equal(original[name], tuned[name])
    assert same == name.startswith("mlp_extractor"), name
print("ok     frozen tensors have the bits that PyTorch wrote")
