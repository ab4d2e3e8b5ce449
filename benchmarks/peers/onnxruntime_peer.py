"""The ONNX Runtime peer: the network as an ONNX file in memory, inference only, one thread."""
import sys

import peer_protocol

try:
    import numpy
    import onnx
    import onnx.helper
    import onnx.numpy_helper
    import onnxruntime
except Exception as problem:
    print("missing", " ".join(str(problem).split()), flush=True)
    sys.exit(0)

ACTIVATIONS = {"relu": "Relu", "tanh": "Tanh", "sigmoid": "Sigmoid", "softmax": "Softmax"}


def session(network, rows):
    """The network for that many rows: fixed sizes let the run time plan all its memory."""
    nodes, constants, value = [], [], "x"
    for number, ((weight, bias), activation) in enumerate(zip(network.layers, network.activations)):
        weight = numpy.array(weight, numpy.float32).reshape(len(bias), -1)
        constants.append(onnx.numpy_helper.from_array(weight, f"w{number}"))
        constants.append(onnx.numpy_helper.from_array(numpy.array(bias, numpy.float32), f"b{number}"))
        nodes.append(onnx.helper.make_node("Gemm", [value, f"w{number}", f"b{number}"], [f"z{number}"], transB=1))
        value = f"z{number}"
        if activation in ACTIVATIONS:
            arguments = {"axis": 1} if activation == "softmax" else {}
            nodes.append(onnx.helper.make_node(ACTIVATIONS[activation], [value], [f"a{number}"], **arguments))
            value = f"a{number}"
    ends = [
        [onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, [rows, size])]
        for name, size in (("x", network.sizes[0]), (value, network.sizes[-1]))
    ]
    graph = onnx.helper.make_graph(nodes, network.name, *ends, initializer=constants)
    model = onnx.helper.make_model(graph, opset_imports=[onnx.helper.make_opsetid("", 13)], ir_version=8)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])


class Peer:
    def __init__(self, network):
        self.row, self.batch = session(network, 1), session(network, network.rows)
        self.inputs = numpy.array(network.inputs, numpy.float32).reshape(network.rows, -1)
        self.input_rows = numpy.split(self.inputs, network.rows)

    def results(self):
        return self.batch.run(None, {"x": self.inputs})[0].ravel().tolist()

    def inf1(self, count):
        run, rows = self.row.run, self.input_rows
        for i in range(count):
            run(None, {"x": rows[i & 31]})

    def lat1(self, count):
        run, row = self.row.run, self.input_rows[0].copy()
        for _ in range(count):
            row[0, 0] = run(None, {"x": row})[0][0, 0]

    def inf32(self, count):
        run, inputs = self.batch.run, self.inputs
        for _ in range(count):
            run(None, {"x": inputs})


peer_protocol.serve(Peer)
