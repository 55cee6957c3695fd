'use strict'

/* ES5 on purpose: says in one sentence that Node is too old, or runs `scripts/<name>.mjs`. */
var complaint = require('../bin/old-node.js')()
if (complaint) {
  console.error(complaint)
  process.exit(3)
}
process.argv.splice(1, 2, require('path').join(__dirname, process.argv[2] + '.mjs'))
void require('./start-module.cjs')(process.argv[1])
