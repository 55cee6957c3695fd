#!/usr/bin/env node
'use strict'

/* ES5 here; ./load.js is read only by a Node that is new enough. */
var complaint = require('./old-node.js')()
if (complaint) {
  console.error(complaint)
  process.exit(3)
}
require('./load.js')
