'use strict'

/* ES5 on purpose: any Node must be able to read this file far enough to say that it is too old. */
module.exports = function oldNode() {
  var version = process.versions.node.split('.').map(Number)
  if (version[0] > 20 || (version[0] === 20 && version[1] >= 19)) return undefined
  return (
    'tapstream needs Node.js 20.19 or newer, and ' +
    process.execPath +
    ' is ' +
    process.version +
    '.'
  )
}
