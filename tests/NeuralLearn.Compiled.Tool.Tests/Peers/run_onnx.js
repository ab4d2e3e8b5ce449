// Runs an ONNX model in ONNX Runtime: node run_onnx.js model.onnx feeds.json, which holds {name: {type, shape, data}}.
const runtime = require('onnxruntime-node');
const fs = require('fs');

async function run(path, feeds) {
  const session = await runtime.InferenceSession.create(path, { logSeverityLevel: 3 });
  const tensors = {};
  for (const [name, { type, shape, data }] of Object.entries(feeds)) {
    tensors[name] = new runtime.Tensor(type, type === 'int64' ? BigInt64Array.from(data.map(BigInt)) : Float32Array.from(data), shape);
  }
  const results = await session.run(tensors);
  console.log(JSON.stringify(session.outputNames.map(name => Array.from(results[name].data))));
}

run(process.argv[2], JSON.parse(fs.readFileSync(process.argv[3], 'utf8'))).catch(problem => { console.error(String(problem)); process.exit(1); });
