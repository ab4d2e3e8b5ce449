// Reads what Server/Frames.cs writes; the two belong together.
export const eyes = 8, senses = 16, hidden = 16, turns = 5;
export const width = 1600, height = 960, reach = 150;

export function decode(buffer) {
  const view = new DataView(buffer);
  let at = 0;
  const byte = () => view.getUint8(at++);
  const word = () => { at += 2; return view.getUint16(at - 2, true); };
  const single = () => { at += 4; return view.getFloat32(at - 4, true); };
  const singles = count => Float32Array.from({ length: count }, single);
  const place = () => word() / 40;
  const angle = () => byte() * Math.PI / 128;

  const frame = { number: view.getInt32(0, true) };
  at = 4;
  frame.learner = byte() === 0 ? "actorCritic" : "evolution";
  const flags = byte();
  frame.learning = (flags & 1) !== 0;
  frame.hunting = (flags & 2) !== 0;
  frame.replaying = (flags & 4) !== 0;
  const agents = word(), pellets = word(), hunters = byte(), happenings = byte();
  frame.generation = word();
  frame.selected = word();
  frame.step = single();
  frame.worst = single();
  frame.allocated = single();
  frame.rate = single();

  frame.agents = agents;
  frame.x = new Float32Array(agents);
  frame.y = new Float32Array(agents);
  frame.angle = new Float32Array(agents);
  frame.glow = new Float32Array(agents);
  for (let i = 0; i < agents; i++) {
    frame.x[i] = place();
    frame.y[i] = place();
    frame.angle[i] = angle();
    frame.glow[i] = byte() / 255;
  }
  frame.pellets = new Float32Array(2 * pellets);
  for (let i = 0; i < 2 * pellets; i++) frame.pellets[i] = place();
  frame.hunters = Array.from({ length: hunters }, () => ({ x: place(), y: place(), angle: angle(), rest: byte() }));
  frame.happenings = Array.from({ length: happenings }, () => ({ x: place(), y: place(), caught: byte() === 1 }));

  frame.mind = {
    action: byte(),
    value: single(),
    seen: singles(senses),
    inside: singles(hidden),
    chances: singles(turns),
    inward: singles(hidden * senses),
    outward: singles(turns * hidden),
  };
  return frame;
}
