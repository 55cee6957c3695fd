'use strict'

const { pathToFileURL } = require('node:url')

/** Apart from start.cjs: an old Node cannot even read `import()`. */
module.exports = (file) => import(pathToFileURL(file).href)
