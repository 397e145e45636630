import { randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline';
import { connectHub } from './hub-fixtures.ts';

/*
 * A process of its own that races for keys: `hub-writer.ts KIND LOCATION WRITERS`. For each line of input, a key, all
 * its writers put that key if absent, and one line answers with `exists` or `stored:<hex of what it wrote>` of each.
 */
const [, , kind = '', location = '', writers = '1'] = process.argv;
const hubs = Array.from({ length: Number(writers) }, () => connectHub(kind, location));

process.stdout.write('ready\n');
for await (const key of createInterface({ input: process.stdin })) {
  const outcomes = await Promise.all(
    hubs.map(async (hub) => {
      const body = new Uint8Array(randomBytes(24));
      const outcome = await hub.put(key, body, { ifAbsent: true, durable: 'flush' });
      if (!outcome.ok) return outcome.error.code;
      return outcome.value === 'stored' ? `stored:${Buffer.from(body).toString('hex')}` : outcome.value;
    }),
  );
  process.stdout.write(`${outcomes.join(' ')}\n`);
}
await Promise.all(hubs.map((hub) => hub.close()));
