import { connectHub } from './hub-fixtures.ts';

/*
 * A process that writes until it is killed, and says of each object that it is stored: `hub-killed-writer.ts LOCATION`. Every
 * byte of an object is its number.
 */
const hub = connectHub('folder', process.argv[2] ?? '');
for (let number = 0; ; number += 1) {
  const key = `killed/${process.pid}-${number}`;
  const body = new Uint8Array(3 << 20).fill(number);
  await hub.put(key, body, { ifAbsent: number % 2 === 0, durable: number % 3 === 0 ? 'now' : 'flush' });
  process.stdout.write('stored\n');
}
