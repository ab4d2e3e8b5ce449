import { decode, height, width } from "./wire.js";
import { draw, remember } from "./arena.js";
import { drawMind } from "./mind.js";
import { drawCurve } from "./curve.js";

const element = id => document.getElementById(id);
const arena = element("arena");
const back = 240;
let frame = null, drawn = -1, start = 0, replays = false;

const explanations = {
  actorCritic: "One brain for all. Chances of turns that paid off grow, by gradient: actor-critic, a step every 16 frames.",
  evolution: "A brain for each. The best have children that differ a little, every 7 seconds.",
};
const hints = {
  feed: "Click: drop food. Click a creature: look into its head.",
  hunt: "You are a hunter. Some learn to keep away.",
};

async function post(path, body) {
  const response = await fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.status === 204 ? null : response.json();
}

function connect() {
  const socket = new WebSocket(`ws://${location.host}/stream`);
  socket.binaryType = "arraybuffer";
  socket.onopen = () => { element("lost").hidden = true; };
  socket.onmessage = message => {
    frame = decode(message.data);
    remember(frame);
  };
  socket.onclose = () => {
    element("lost").hidden = false;
    setTimeout(connect, 1000);
  };
}

function show() {
  requestAnimationFrame(show);
  if (!frame || frame.number === drawn) return;
  drawn = frame.number;
  draw(frame);
  drawMind(frame.mind);
  element("frame").textContent = frame.number.toLocaleString("en");
  element("step").textContent = (frame.step / 1000).toFixed(2);
  element("worst").textContent = (frame.worst / 1000).toFixed(2);
  element("allocated").textContent = frame.allocated.toFixed(frame.allocated % 1 ? 1 : 0);
  element("rate").textContent = frame.rate.toFixed(0);
  element("who").textContent = frame.selected;
  element("expects").textContent = frame.learner === "actorCritic" ? `expects ${frame.mind.value.toFixed(2)}` : `generation ${frame.generation}`;
  element("replaying").hidden = !frame.replaying;
}

async function score() {
  try {
    const scores = await (await fetch("api/scores")).json();
    const mean = values => values.reduce((a, b) => a + b, 0) / values.length;
    if (scores.eaten.length >= 3) {
      if (scores.first === 0) start = mean(scores.eaten.slice(0, 5));
      const now = mean(scores.eaten.slice(-5));
      element("score").textContent = now.toFixed(1);
      // The first seconds are not kept for ever, and may have been empty: then there is nothing to compare with.
      const gain = start > 0 ? `${(now / start).toFixed(1)} × the first five seconds (${start.toFixed(1)}); thin` : "Thin";
      element("factor").textContent = scores.eaten.length < 10 ? "They know nothing yet." : `${gain} line: caught, × 10`;
    }
    drawCurve(scores, start);
  } catch {
    // The stream says that the server is gone.
  }
}

function labels() {
  element("speed-shown").textContent = `${2 ** element("speed").value >= 10 ? Math.round(2 ** element("speed").value) : +(2 ** element("speed").value).toFixed(2)} ×`;
  element("population-shown").textContent = element("population").value;
  element("budget-shown").textContent = `${(+element("budget").value).toFixed(1)} ms`;
  element("explain").textContent = explanations[document.querySelector("[name=learner]:checked").value];
  element("hint").textContent = hints[tool()];
}

const tool = () => document.querySelector("[name=tool]:checked").value;

function place(event) {
  const box = arena.getBoundingClientRect();
  const inside = (value, extent) => Math.min(extent - 1, Math.max(0, value * extent));
  return { x: inside((event.clientX - box.left) / box.width, width), y: inside((event.clientY - box.top) / box.height, height) };
}

function nearest({ x, y }, within) {
  let best = -1, square = within * within;
  for (let i = 0; frame && i < frame.agents; i++) {
    const d = (frame.x[i] - x) ** 2 + (frame.y[i] - y) ** 2;
    if (d < square) [best, square] = [i, d];
  }
  return best;
}

let lastSent = 0;
const mayDrop = pause => {
  const now = performance.now();
  if (now - lastSent < pause) return false;
  lastSent = now;
  return true;
};

arena.addEventListener("pointerdown", event => {
  const at = place(event), agent = tool() === "feed" ? nearest(at, 16) : -1;
  if (agent >= 0) post("api/settings", { selected: agent });
  else if (tool() === "feed") post("api/feed", at);
});
arena.addEventListener("pointermove", event => {
  if (tool() === "hunt") {
    if (mayDrop(33)) post("api/hunt", { ...place(event), hunts: true });
  } else if (event.buttons === 1 && mayDrop(150)) post("api/feed", place(event));
});
arena.addEventListener("pointerleave", event => {
  if (tool() === "hunt") post("api/hunt", { ...place(event), hunts: false });
});

element("speed").addEventListener("input", event => { labels(); post("api/settings", { speed: 2 ** event.target.value }); });
element("population").addEventListener("input", labels);
element("population").addEventListener("change", event => post("api/settings", { population: +event.target.value }));
element("budget").addEventListener("input", event => { labels(); post("api/settings", { budget: +event.target.value }); });
for (const input of document.querySelectorAll("[name=learner]")) {
  input.addEventListener("change", () => { labels(); post("api/settings", { learner: input.value }); });
}
for (const input of document.querySelectorAll("[name=tool]")) input.addEventListener("change", labels);
element("learning").addEventListener("click", event => {
  const on = event.target.getAttribute("aria-pressed") !== "true";
  learningIs(on);
  post("api/settings", { learning: on });
});
element("forget").addEventListener("click", () => post("api/forget", { seed: Math.floor(Math.random() * 2 ** 31) }));
element("rollback").addEventListener("click", async event => {
  if (replays) return;
  replays = event.target.disabled = true;
  try {
    const report = await post("api/rollback", { frames: back });
    element("hash-before").textContent = report.before;
    element("hash-after").textContent = report.after;
    const verdict = element("verdict");
    verdict.className = report.equal ? "equal" : "different";
    verdict.textContent = report.equal
      ? `Equal, bit for bit: frames ${report.from.toLocaleString("en")} to ${report.to.toLocaleString("en")} lived twice, learning included.`
      : "Different. That must not be.";
  } finally {
    replays = event.target.disabled = false;
  }
});

function learningIs(on) {
  element("learning").setAttribute("aria-pressed", on);
  element("learning").textContent = on ? "Learning is on" : "Learning is off";
}

async function begin() {
  const status = await (await fetch("api/status")).json();
  element("speed").value = Math.log2(status.speed);
  element("population").value = status.population;
  element("budget").value = status.budget;
  document.querySelector(`[name=learner][value=${status.learner}]`).checked = true;
  learningIs(status.learning);
  labels();
}

begin();
connect();
show();
score();
setInterval(score, 1000);
