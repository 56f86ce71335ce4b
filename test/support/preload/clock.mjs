// Loaded into a service by tests alone (`--import`): its clock is off by MUSE_CLOCK_SHIFT milliseconds, from the start, or, where
// MUSE_CLOCK_WAITS is set, from a SIGUSR2 on. Timers and performance.now go on: a clock that is put back does not stop them.
const RealDate = Date;
let shift = process.env.MUSE_CLOCK_WAITS === undefined ? Number(process.env.MUSE_CLOCK_SHIFT) : 0;

globalThis.Date = class Date extends RealDate {
  constructor(...parts) {
    if (parts.length === 0) super(RealDate.now() + shift);
    else super(...parts);
  }

  static now() {
    return RealDate.now() + shift;
  }
};

process.on('SIGUSR2', () => {
  shift = Number(process.env.MUSE_CLOCK_SHIFT);
  console.log('The clock was set.');
});
