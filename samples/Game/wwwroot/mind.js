import { eyes, hidden, senses, turns } from "./wire.js";
import { faded, fit, theme } from "./theme.js";

const canvas = document.getElementById("mind");
const names = ["hard left", "left", "ahead", "right", "hard right"];

// Senses, hidden layer and turns as a network: a line is as strong as what flows along it, weight times activation.
export function drawMind(mind) {
  const [c, w, h] = fit(canvas);
  const top = 18, x0 = 34, x1 = w * 0.45, x2 = w * 0.7;
  const at = (i, count) => top + (h - top - 8) * (i + 0.5) / count;
  c.font = "11px system-ui, sans-serif";
  c.textBaseline = "middle";
  c.fillStyle = theme.quiet;
  c.textAlign = "left";
  c.fillText("sees", 8, 7);
  c.textAlign = "center";
  c.fillText("thinks", x1, 7);
  c.textAlign = "left";
  c.fillText("turns", x2 - 6, 7);

  for (let j = 0; j < hidden; j++) {
    for (let i = 0; i < senses; i++) line(c, x0, at(i, senses), x1, at(j, hidden), mind.inward[j * senses + i] * mind.seen[i], 0.9);
  }
  for (let k = 0; k < turns; k++) {
    for (let j = 0; j < hidden; j++) line(c, x1, at(j, hidden), x2, at(k, turns), mind.outward[k * hidden + j] * mind.inside[j], 0.9);
  }
  for (let i = 0; i < senses; i++) {
    const y = at(i, senses), colour = i < eyes ? theme.food : theme.hunter;
    arrow(c, 14, y, -Math.PI / 2 + (i % eyes) * Math.PI / 4, faded(colour, 0.45 + 0.55 * mind.seen[i]));
    node(c, x0, y, 7, colour, mind.seen[i]);
  }
  for (let j = 0; j < hidden; j++) node(c, x1, at(j, hidden), 8, mind.inside[j] < 0 ? theme.minus : theme.plus, Math.abs(mind.inside[j]));
  for (let k = 0; k < turns; k++) {
    const y = at(k, turns), chosen = k === mind.action;
    node(c, x2, y, 9, theme.accent, mind.chances[k]);
    c.fillStyle = chosen ? theme.ink : theme.quiet;
    c.font = (chosen ? "600 " : "") + "12px system-ui, sans-serif";
    c.fillText(names[k], x2 + 16, y - 6);
    c.fillStyle = faded(theme.quiet, 0.25);
    c.fillRect(x2 + 16, y + 4, w - x2 - 24, 5);
    c.fillStyle = chosen ? theme.accent : faded(theme.accent, 0.55);
    c.fillRect(x2 + 16, y + 4, (w - x2 - 24) * mind.chances[k], 5);
  }
}

function line(c, xa, ya, xb, yb, flow, alpha) {
  const strength = Math.min(1, Math.abs(flow));
  if (strength < 0.03) return;
  c.strokeStyle = faded(flow < 0 ? theme.minus : theme.plus, alpha * strength);
  c.lineWidth = 0.4 + 2 * strength;
  c.beginPath();
  c.moveTo(xa, ya);
  c.lineTo(xb, yb);
  c.stroke();
}

function node(c, x, y, radius, colour, strength) {
  c.beginPath();
  c.arc(x, y, radius, 0, 7);
  c.fillStyle = theme.panel;
  c.fill();
  c.fillStyle = faded(colour, 0.08 + 0.92 * Math.min(1, strength));
  c.fill();
  c.strokeStyle = faded(colour, 0.7);
  c.lineWidth = 1;
  c.stroke();
}

function arrow(c, x, y, angle, colour) {
  c.save();
  c.translate(x, y);
  c.rotate(angle);
  c.fillStyle = colour;
  c.beginPath();
  c.moveTo(7, 0);
  c.lineTo(-4, -4);
  c.lineTo(-2, 0);
  c.lineTo(-4, 4);
  c.fill();
  c.restore();
}
