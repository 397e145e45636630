import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { decodeMessage, encodeCall } from '../../../src-main/vault/keychain/dbus-message.ts';
import { busSocket, secretServiceAnswers } from '../../../src-main/vault/keychain/secret-service.ts';
import { hex } from '../../../src-shared/base/bytes.ts';

const LIMIT = 200;

/** A session bus that does what the test wants with each connection. */
async function bus(behave: (socket: Socket) => void): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sealpost-bus-'));
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    behave(socket);
  });
  const file = path.join(folder, 'bus');
  await new Promise<void>((resolve) => server.listen(file, resolve));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await rm(folder, { recursive: true, force: true });
  });
  return `unix:path=${file}`;
}

const ask = (address: string) => secretServiceAnswers({ DBUS_SESSION_BUS_ADDRESS: address }, 0, LIMIT);
const unavailable = { ok: false, error: { code: 'keychain.unavailable' } };
const timeout = { ok: false, error: { code: 'keychain.timeout' } };

describe.runIf(process.platform === 'linux')('asking whether a Secret Service is there', () => {
  it('gives up in time when the bus accepts and stays silent', async () => {
    expect(await ask(await bus(() => undefined))).toMatchObject(timeout);
  });

  it('gives up in time when the bus lets us in and then stays silent', async () => {
    expect(await ask(await bus((socket) => socket.once('data', () => socket.write('OK 1234\r\n'))))).toMatchObject(
      timeout,
    );
  });

  it.each([
    ['does not want us', 'REJECTED EXTERNAL\r\n'],
    ['is not a bus', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
    ['talks rubbish after letting us in', `OK 1234\r\n${'B'.repeat(64)}`],
    ['announces an endless message', `OK 1234\r\nl${'\xff'.repeat(31)}`],
  ])('says unavailable when the other side %s', async (_, answer) => {
    const address = await bus((socket) => socket.once('data', () => socket.write(Buffer.from(answer, 'latin1'))));
    expect(await ask(address)).toMatchObject(unavailable);
  });

  it('says unavailable when the bus hangs up', async () => {
    expect(await ask(await bus((socket) => socket.end()))).toMatchObject(unavailable);
  });

  it('says unavailable when nobody listens, or there is no bus at all', async () => {
    expect(await ask('unix:path=/nonexistent/bus')).toMatchObject(unavailable);
    expect(await secretServiceAnswers({}, 0, LIMIT)).toMatchObject(unavailable);
  });
});

describe('the address of the session bus', () => {
  it.each([
    ['unix:path=/run/user/1000/bus', '/run/user/1000/bus'],
    ['unix:path=/run/a%20b,guid=0123', '/run/a b'],
    ['unix:guid=0123,abstract=/tmp/dbus-x', '\0/tmp/dbus-x'],
    ['tcp:host=localhost,port=1;unix:path=/x', '/x'],
    ['unix:path=/bad%zz', '/bad%zz'],
  ])('is found in %s', (address, socket) => {
    expect(busSocket({ DBUS_SESSION_BUS_ADDRESS: address })).toBe(socket);
  });

  it('is that of the user where none is named', () => {
    expect(busSocket({ XDG_RUNTIME_DIR: '/run/user/1000' })).toBe('/run/user/1000/bus');
    expect(busSocket({})).toBeNull();
    expect(busSocket({ DBUS_SESSION_BUS_ADDRESS: 'tcp:host=x,port=1', XDG_RUNTIME_DIR: '/run' })).toBeNull();
  });
});

describe('a message of D-Bus', () => {
  it('is encoded as the specification has it', () => {
    const call = encodeCall({
      serial: 7,
      destination: 'a.b',
      path: '/c',
      interface: 'd.e',
      member: 'F',
      argument: 'x',
    });
    // Worked out by hand from the marshalling rules (array of 71 bytes): little-endian, fields at multiples of 8, body after the header.
    expect(hex(call)).toBe(
      [
        '6c010001' + '06000000' + '07000000' + '47000000',
        '01016f00' + '02000000' + '2f6300' + '0000000000',
        '02017300' + '03000000' + '642e6500' + '00000000',
        '03017300' + '01000000' + '4600' + '000000000000',
        '06017300' + '03000000' + '612e6200' + '00000000',
        '08016700' + '017300' + '00',
        '01000000' + '7800',
      ].join(''),
    );
  });

  it('is waited for until it is whole', () => {
    const call = encodeCall({
      serial: 1,
      destination: 'a.b',
      path: '/c',
      interface: 'd.e',
      member: 'F',
      argument: null,
    });
    for (let length = 0; length < call.length; length += 1) expect(decodeMessage(call.subarray(0, length))).toBeNull();
    const whole = { message: { replyTo: null, kind: 'other', error: null }, length: call.length };
    expect(decodeMessage(call)).toEqual(whole);
  });
});
