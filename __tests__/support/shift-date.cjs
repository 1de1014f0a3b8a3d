/**
 * Sets the clock of a realm, without that of the machine. A program has it by `--require`, with the date in the variable
 * SHIFTED_TO.
 *
 * @param {typeof globalThis} realm
 * @param {number} now milliseconds since 1970
 */
function shiftDate(realm, now) {
  const Original = realm.Date;
  const offset = now - Original.now();
  realm.Date = new Proxy(Original, {
    construct: (target, args, caller) =>
      Reflect.construct(target, args.length === 0 ? [Original.now() + offset] : args, caller),
    get: (target, key, receiver) =>
      key === "now" ? () => Original.now() + offset : Reflect.get(target, key, receiver),
  });
}

if (process.env.SHIFTED_TO) shiftDate(globalThis, Date.parse(process.env.SHIFTED_TO));

module.exports = { shiftDate };
