/**
 * Runs in the page of a real window and uses it as a person would: presses what is to be pressed, types, scrolls. Every
 * time is from the act until the frame that shows what came of it has been painted, in milliseconds.
 */
async ({ password, task, people, texts, searches }) => {
  const GIVE_UP = 120_000;
  const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
  const until = (holds, act = () => {}) =>
    new Promise((done, fail) => {
      const began = performance.now();
      act();
      const look = () => {
        if (performance.now() - began > GIVE_UP) return fail(new Error(`never seen: ${holds}`));
        if (!holds()) return requestAnimationFrame(look);
        // A message is handled after the frame in which it was sent has been painted.
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => done(performance.now() - began);
        port2.postMessage(null);
      };
      requestAnimationFrame(look);
    });
  const value = (answer) => {
    if (!answer.ok) throw new Error(answer.error.code);
    return answer.value;
  };
  const entry = (name) => [...document.querySelectorAll('nav button')].find((each) => each.textContent.includes(name));
  const list = () => document.querySelector(`[role=listbox][aria-label="${texts.list}"]`);
  const options = () => [...(list()?.querySelectorAll('[role=option]') ?? [])];
  const filled = () => options().length > 0 && options().every((each) => each.textContent !== '');
  const count = () => Number(list()?.closest('section').querySelector('[role=status]').textContent.replace(/\D/g, ''));
  const place = () => Number(options()[0]?.getAttribute('aria-setsize') ?? 0);
  const query = { states: [], role: null, group: null, class: null, sort: 'name', descending: false };
  const asked = async (search) => value(await sealpost.adminPeople({ ...query, search, offset: 0, limit: 1 }));

  value(await sealpost.vaultUnlock({ password }));
  await until(() => entry(texts.inbox) !== undefined);
  await pause(1_500);
  const firstOpened = await until(filled, () => entry(texts.people).click());
  if (task === 'import') {
    const began = performance.now();
    const [file] = value(await sealpost.filesChoose({ what: 'files' }));
    const read = value(await sealpost.adminReadImport({ file: file.handle }));
    const { seq } = value(await sealpost.adminRunImport({ import: read.import }));
    await until(() => place() === people + 1);
    return { importing: performance.now() - began, seq };
  }

  await until(
    () => list() === null,
    () => entry(texts.inbox).click(),
  );
  const openedAgain = await until(filled, () => entry(texts.people).click());

  const input = document.querySelector(`input[placeholder="${texts.search}"]`);
  const type = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
  const keys = [];
  let before = people + 1;
  for (const typed of searches) {
    for (let length = 1; length <= typed.length + 1; length += 1) {
      const search = length > typed.length ? '' : typed.slice(0, length);
      const { total } = await asked(search);
      if (total === 0) throw new Error(`nobody is called ${search}`);
      // A key that changes nothing would be there before it is pressed.
      const seen = () => count() === total && place() === total && filled();
      const took = await until(seen, () => {
        type.call(input, search);
        input.dispatchEvent(new Event('input', { bubbles: true }));
      });
      if (total !== before) keys.push(took);
      before = total;
      await pause(250);
    }
  }

  let most = 0;
  const scroller = list();
  const steps = 40;
  const scrolls = [];
  for (let step = 1; step <= steps; step += 1) {
    const to = ((scroller.scrollHeight - scroller.clientHeight) * step) / steps;
    const wanted = () => {
      most = Math.max(most, options().length);
      const box = scroller.getBoundingClientRect();
      const bottom = options().filter((each) => each.getBoundingClientRect().top < box.bottom);
      return bottom.some((each) => each.getBoundingClientRect().bottom >= box.bottom - 1) && filled();
    };
    scrolls.push(await until(wanted, () => scroller.scrollTo(0, to)));
  }
  if (!options().some((each) => each.getAttribute('aria-posinset') === String(people + 1)))
    throw new Error('not the end');

  const levels = () => document.querySelector('#groups-levels')?.closest('section').querySelectorAll('ul');
  const counted = () =>
    [...(levels() ?? [])]
      .at(-1)
      ?.textContent.match(/\d[\d,]*/g)
      ?.reduce((sum, digits) => sum + Number(digits.replaceAll(',', '')), 0);
  const matrix = await until(
    () => counted() === people + 1,
    () => entry(texts.groups).click(),
  );
  return { firstOpened, openedAgain, keys, scrolls, most, matrix };
};
