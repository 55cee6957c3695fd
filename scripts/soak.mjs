#!/usr/bin/env node
/** The tests with the loads and lengths that take minutes: `TAP_SOAK=1` tells them. Arguments go to vitest. */
process.env.TAP_SOAK = '1'
process.env.TAP_SOAK_SECONDS ??= '60'
process.argv.splice(2, 0, '--only', 'unit')
await import('./test.mjs')
