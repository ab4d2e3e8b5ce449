import { eyes, height, reach, width } from "./wire.js";
import { faded, mix, theme, whenThemeChanges } from "./theme.js";

const levels = 12, trail = 16;
const canvas = document.getElementById("arena");
const context = canvas.getContext("2d");
let sprites = [], background = null, pelletSprite = null, hunterSprite = null;
let colours = [];
let history = [], sparks = [];

whenThemeChanges(() => { background = null; });

// Keeps where everybody was, for the trails, and what happened, for the sparks.
export function remember(frame) {
  if (history.length && history[0].agents !== frame.agents) history = [];
  history.unshift({ agents: frame.agents, x: frame.x, y: frame.y });
  if (history.length > trail) history.pop();
  for (const place of frame.happenings) sparks.push({ ...place, age: 0 });
  if (sparks.length > 400) sparks.splice(0, sparks.length - 400);
}

export function draw(frame) {
  const ratio = devicePixelRatio || 1, w = Math.round(canvas.clientWidth * ratio), h = Math.round(canvas.clientHeight * ratio);
  if (canvas.width !== w || canvas.height !== h) {
    [canvas.width, canvas.height] = [w, h];
    background = null;
  }
  const scale = w / width;
  if (!background) paint(w, h, scale);
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.globalCompositeOperation = "source-over";
  context.drawImage(background, 0, 0);
  context.setTransform(scale, 0, 0, scale, 0, 0);
  drawSight(frame);
  if (theme.dark) context.globalCompositeOperation = "lighter";
  drawTrails(frame);
  drawPellets(frame);
  drawSparks();
  context.globalCompositeOperation = "source-over";
  drawAgents(frame, scale);
  drawHunters(frame, scale);
  drawSelection(frame);
}

function paint(w, h, scale) {
  background = new OffscreenCanvas(w, h);
  const c = background.getContext("2d");
  const water = c.createRadialGradient(w / 2, h * 0.45, h * 0.1, w / 2, h / 2, w * 0.62);
  water.addColorStop(0, theme.water);
  water.addColorStop(1, theme["water-deep"]);
  c.fillStyle = water;
  c.fillRect(0, 0, w, h);
  c.fillStyle = theme.grid;
  for (let y = 40; y < height; y += 80) {
    for (let x = 40; x < width; x += 80) {
      c.beginPath();
      c.arc(x * scale, y * scale, 1.6 * scale, 0, 7);
      c.fill();
    }
  }
  colours = Array.from({ length: levels }, (_, i) => {
    const share = i / (levels - 1);
    return share < 0.5 ? mix(theme.hungry, theme.content, share * 2) : mix(theme.content, theme.fed, share * 2 - 1);
  });
  sprites = colours.map((colour, i) => sprite(44, scale, c => creature(c, colour, i / (levels - 1))));
  pelletSprite = sprite(22, scale, c => {
    glow(c, theme.food, 0, 10, theme.dark ? 0.55 : 0.28);
    c.fillStyle = theme.food;
    c.beginPath();
    c.arc(0, 0, 2.6, 0, 7);
    c.fill();
  });
  hunterSprite = sprite(96, scale, c => {
    glow(c, theme.hunter, 4, 46, theme.dark ? 0.4 : 0.22);
    c.fillStyle = theme.hunter;
    c.beginPath();
    c.moveTo(22, 0);
    c.quadraticCurveTo(4, -15, -16, -12);
    c.lineTo(-8, 0);
    c.lineTo(-16, 12);
    c.quadraticCurveTo(4, 15, 22, 0);
    c.fill();
    c.fillStyle = theme["water-deep"];
    c.beginPath();
    c.arc(9, -4, 2.2, 0, 7);
    c.arc(9, 4, 2.2, 0, 7);
    c.fill();
  });
}

function glow(c, colour, from, to, strength) {
  const fade = c.createRadialGradient(0, 0, from, 0, 0, to);
  fade.addColorStop(0, faded(colour, strength));
  fade.addColorStop(1, faded(colour, 0));
  c.fillStyle = fade;
  c.fillRect(-to, -to, 2 * to, 2 * to);
}

function sprite(size, scale, paintIt) {
  const image = new OffscreenCanvas(Math.ceil(size * scale), Math.ceil(size * scale));
  const c = image.getContext("2d");
  c.scale(scale, scale);
  c.translate(size / 2, size / 2);
  paintIt(c);
  return { image, half: size / 2 };
}

function creature(c, colour, share) {
  if (theme.dark && share > 0.15) {
    const glow = c.createRadialGradient(0, 0, 1, 0, 0, 20);
    glow.addColorStop(0, colour.replace(")", ` / ${0.5 * share})`));
    glow.addColorStop(1, colour.replace(")", " / 0)"));
    c.fillStyle = glow;
    c.fillRect(-22, -22, 44, 44);
  }
  c.fillStyle = colour;
  c.beginPath();
  c.moveTo(10, 0);
  c.bezierCurveTo(5, -7, -2, -6, -6, -1.5);
  c.lineTo(-11, -4.5);
  c.lineTo(-9, 0);
  c.lineTo(-11, 4.5);
  c.lineTo(-6, 1.5);
  c.bezierCurveTo(-2, 6, 5, 7, 10, 0);
  c.fill();
  c.fillStyle = theme.dark ? "#04101a" : "#ffffff";
  c.beginPath();
  c.arc(4.5, -2.2, 1.2, 0, 7);
  c.arc(4.5, 2.2, 1.2, 0, 7);
  c.fill();
}

function level(glow) {
  return Math.min(levels - 1, Math.max(0, Math.floor((glow - 0.15) / 0.45 * levels)));
}

// One path for all trails of one colour and age: strokes are what costs.
function drawTrails(frame) {
  const groups = Array.from({ length: levels }, () => []);
  for (let i = 0; i < frame.agents; i++) groups[level(frame.glow[i])].push(i);
  const ages = 4, step = Math.max(1, Math.floor((history.length - 1) / ages));
  context.lineCap = "butt";
  for (let age = 0; age < ages; age++) {
    context.globalAlpha = (theme.dark ? 0.55 : 0.42) * (1 - age / ages);
    context.lineWidth = 5.2 * (1 - age / (ages + 1));
    for (let l = 0; l < levels; l++) {
      if (!groups[l].length) continue;
      context.strokeStyle = colours[l];
      context.beginPath();
      for (const i of groups[l]) {
        for (let t = age * step; t < Math.min((age + 1) * step, history.length - 1); t++) {
          const a = history[t], b = history[t + 1];
          if (Math.abs(a.x[i] - b.x[i]) + Math.abs(a.y[i] - b.y[i]) < 60) {
            context.moveTo(a.x[i], a.y[i]);
            context.lineTo(b.x[i], b.y[i]);
          }
        }
      }
      context.stroke();
    }
  }
  context.globalAlpha = 1;
}

function drawPellets(frame) {
  const size = 2 * pelletSprite.half;
  for (let i = 0; i < frame.pellets.length; i += 2) {
    context.drawImage(pelletSprite.image, frame.pellets[i] - pelletSprite.half, frame.pellets[i + 1] - pelletSprite.half, size, size);
  }
}

function drawSparks() {
  for (const spark of sparks) {
    spark.age += 1;
    const life = spark.caught ? 34 : 18, share = spark.age / life;
    context.strokeStyle = spark.caught ? theme.hunter : theme.food;
    context.globalAlpha = Math.max(0, 1 - share) * 0.9;
    context.lineWidth = spark.caught ? 3.5 : 2;
    context.beginPath();
    context.arc(spark.x, spark.y, (spark.caught ? 44 : 16) * Math.sqrt(share), 0, 7);
    context.stroke();
  }
  sparks = sparks.filter(spark => spark.age < (spark.caught ? 34 : 18));
  context.globalAlpha = 1;
}

function put(image, x, y, angle, scale) {
  const cos = Math.cos(angle) * scale, sin = Math.sin(angle) * scale;
  context.setTransform(cos, sin, -sin, cos, x * scale, y * scale);
  context.drawImage(image.image, -image.half, -image.half, 2 * image.half, 2 * image.half);
}

function drawAgents(frame, scale) {
  for (let i = 0; i < frame.agents; i++) put(sprites[level(frame.glow[i])], frame.x[i], frame.y[i], frame.angle[i], scale);
}

function drawHunters(frame, scale) {
  for (const hunter of frame.hunters) {
    context.globalAlpha = hunter.rest ? 0.5 : 1;
    put(hunterSprite, hunter.x, hunter.y, hunter.angle, scale);
  }
  context.globalAlpha = 1;
  context.setTransform(scale, 0, 0, scale, 0, 0);
}

// What the selected creature sees: a beam for each eye, as long as what it sees is near.
function drawSight(frame) {
  const i = frame.selected, x = frame.x[i], y = frame.y[i];
  context.strokeStyle = faded(theme.ink, 0.14);
  context.lineWidth = 1.5;
  context.beginPath();
  context.arc(x, y, reach, 0, 7);
  context.stroke();
  for (let eye = 0; eye < eyes; eye++) {
    beam(x, y, frame.angle[i] + eye * Math.PI / 4, frame.mind.seen[eye], theme.food);
    beam(x, y, frame.angle[i] + eye * Math.PI / 4, frame.mind.seen[eyes + eye], theme.hunter);
  }
}

function beam(x, y, angle, seen, colour) {
  if (seen <= 0) return;
  context.fillStyle = faded(colour, 0.1 + 0.4 * seen);
  context.beginPath();
  context.moveTo(x, y);
  context.arc(x, y, reach * (0.25 + 0.75 * seen), angle - 0.3, angle + 0.3);
  context.fill();
}

function drawSelection(frame) {
  const i = frame.selected;
  context.strokeStyle = theme.ink;
  context.lineWidth = 2.2;
  context.beginPath();
  context.arc(frame.x[i], frame.y[i], 18, 0, 7);
  context.stroke();
}
