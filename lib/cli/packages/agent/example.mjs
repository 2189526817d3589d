// Three indexes, two of one mind; the third names a provider that always fails. Run: node example.mjs
import { createAgent, lossOf, readAgent, seedHashOf, writeAgent } from "touchstone-agent";

const seed = new Uint8Array(32).fill(7);
const made = createAgent({ indexIds: ["north", "east", "south"], seed });
if (!made.ok) throw new Error(made.error.detail);
let agent = made.value;
const recommendations = new Map([
  ["north", "prv_good"],
  ["east", "prv_good"],
  ["south", "prv_bad"],
]);
const facts = { latencyMs: 40, latencyLimitMs: 1000, price: 4, priceLimit: 10, value: 1, cap: 1 };
for (let round = 0; round < 200; round++) {
  const { value: choice } = agent.choose({ recommendations });
  const outcome = { kind: "rerun", isEqual: choice.provider === "prv_good" };
  agent.report(choice.ticket, lossOf({ ...facts, outcome }));
  // As after a restart.
  if (round === 99) agent = readAgent(JSON.parse(JSON.stringify(writeAgent(agent)))).value;
}
const { value: chances } = agent.probabilities({ recommendations });
console.log(
  JSON.stringify({ south: chances.get("south"), ceiling: agent.certificate().ceiling, seedHash: seedHashOf(seed) }),
);
