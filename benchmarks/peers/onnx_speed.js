// node onnx_speed.js FOLDER REFERENCE: what the embedding benchmark measures, by ONNX Runtime (npm install onnxruntime-node): a question of 13 tokens, batches of 32
// passages of 128 and 256 tokens, one thread and two; tokenizing is not in it. FOLDER is that of onnx_model.py, REFERENCE the file of texts with ids and vectors.
const fs = require('fs');
const ort = require('onnxruntime-node');

const [folder, referencePath] = process.argv.slice(2);
const references = fs.readFileSync(referencePath, 'utf8').trim().split('\n').map(line => JSON.parse(line));
const question = [101, 2129, 2079, 2312, 3316, 2562, 17053, 2015, 8335, 2408, 2116, 4655, 102];

function inputs(ids, count) {
  const all = BigInt64Array.from({ length: count * ids.length }, (_, i) => BigInt(ids[i % ids.length]));
  const positions = BigInt64Array.from({ length: count * ids.length }, (_, i) => BigInt(i % ids.length));
  const shape = [count, ids.length];
  return { input_ids: new ort.Tensor('int64', all, shape), position_ids: new ort.Tensor('int64', positions, shape) };
}

async function milliseconds(session, feed, warm, rounds) {
  const times = [];
  for (let i = -warm; i < rounds; i++) {
    const start = process.hrtime.bigint();
    await session.run(feed);
    if (i >= 0)
      times.push(Number(process.hrtime.bigint() - start) / 1e6);
  }
  return times.sort((a, b) => a - b);
}

async function cosines(session) {
  const found = [];
  for (const { ids, vector } of references) {
    const actual = (await session.run(inputs(ids, 1))).vector.data;
    found.push(vector.reduce((sum, value, i) => sum + value * actual[i], 0));
  }
  return found;
}

async function measure(file, threads) {
  const options = { intraOpNumThreads: threads, interOpNumThreads: 1, graphOptimizationLevel: 'all', logSeverityLevel: 3 };
  const session = await ort.InferenceSession.create(`${folder}/${file}`, options);
  if (threads === 1) {
    const found = await cosines(session);
    console.log(`${file}: cosine to the reference at least ${Math.min(...found).toFixed(6)}, mean ${(found.reduce((a, b) => a + b) / found.length).toFixed(6)}`);
  }
  const times = await milliseconds(session, inputs(question, 1), 200, 2000);
  console.log(`${file}, ${threads} thread(s): question best ${times[0].toFixed(3)} ms, p50 ${times[1000].toFixed(3)}, p99 ${times[1980].toFixed(3)}`);
  for (const tokens of [128, 256]) {
    const batches = await milliseconds(session, inputs(Array.from({ length: tokens }, () => 17053), 32), 2, 9);
    console.log(`${file}, ${threads} thread(s): passages of ${tokens} tokens best ${(32e3 / batches[0]).toFixed(1)} a second, median ${(32e3 / batches[4]).toFixed(1)}`);
  }
}

async function main() {
  for (const file of ['f32.onnx', 'int8.onnx']) {
    for (const threads of [1, 2])
      await measure(file, threads);
  }
}

main();
