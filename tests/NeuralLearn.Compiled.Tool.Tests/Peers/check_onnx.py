"""Lets ONNX's own checker look at models, shapes included."""
import sys

import onnx

for path in sys.argv[1:]:
    onnx.checker.check_model(onnx.load(path), full_check=True)
print("checked", len(sys.argv) - 1)
