import { faded, fit, theme } from "./theme.js";

const canvas = document.getElementById("curve");
const shown = 180;

// Pellets per creature and minute, second by second; the dashed line is where it began.
export function drawCurve(scores, start) {
  const [c, w, h] = fit(canvas);
  const values = scores.eaten.slice(-shown), caught = scores.caught.slice(-shown);
  const first = scores.first + scores.eaten.length - values.length;
  const left = 26, bottom = h - 16, top = 6;
  const most = Math.max(30, ...values) * 1.08;
  const seconds = Math.max(60, values.length);
  const x = i => left + (w - left - 4) * i / (seconds - 1);
  const y = v => bottom - (bottom - top) * v / most;
  c.font = "10px system-ui, sans-serif";
  c.textAlign = "right";
  c.textBaseline = "middle";
  const step = most > 100 ? 50 : most > 45 ? 20 : 10;
  for (let v = 0; v <= most; v += step) {
    c.fillStyle = theme.quiet;
    c.fillText(v, left - 5, y(v));
    c.fillStyle = theme.edge;
    c.fillRect(left, y(v), w - left - 4, 1);
  }
  c.textBaseline = "alphabetic";
  c.fillStyle = theme.quiet;
  c.textAlign = "left";
  c.fillText(`second ${first}`, left, h - 2);
  c.textAlign = "right";
  c.fillText(first + seconds, w - 4, h - 2);
  if (values.length < 2) return;

  c.beginPath();
  values.forEach((v, i) => c.lineTo(x(i), y(v)));
  c.strokeStyle = theme.accent;
  c.lineWidth = 2;
  c.lineJoin = "round";
  c.stroke();
  c.lineTo(x(values.length - 1), bottom);
  c.lineTo(x(0), bottom);
  c.fillStyle = faded(theme.accent, 0.14);
  c.fill();

  c.beginPath();
  caught.forEach((v, i) => c.lineTo(x(i), y(Math.min(most, v * 10))));
  c.strokeStyle = faded(theme.hunter, 0.6);
  c.lineWidth = 1;
  c.stroke();

  if (start > 0) {
    c.setLineDash([4, 4]);
    c.strokeStyle = faded(theme.ink, 0.5);
    c.beginPath();
    c.moveTo(left, y(start));
    c.lineTo(w - 4, y(start));
    c.stroke();
    c.setLineDash([]);
  }
}
