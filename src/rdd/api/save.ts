import { TAP109 } from '../../core/errors/tap109.ts'
import { TAP306 } from '../../core/errors/tap306.ts'
import { extend } from '../../core/extend.ts'
import { located } from '../../core/errors/located.ts'
import { callSite } from '../../closure/call-site.ts'
import { fileSystemFor } from '../../io/file-url.ts'
import { TextFileSink } from '../../io/text-file-sink.ts'
import { save } from '../operators/save.ts'
import { RDD } from '../rdd.ts'

declare module '../rdd.ts' {
  interface RDD<T> {
    /**
     * The elements as text in a new folder: a file `part-00000` and so on per partition, a line per element (strings as
     * they are, the rest as `repr` writes it), and `_SUCCESS` when all are whole.
     * @throws TAP306 when the folder exists · TAP307 when it cannot be written · TAP304 for `hdfs://` and the like
     * @example
     * await sc.parallelize(['a', ['b', 1]], 1).saveAsTextFile('out')   // all in out/part-00000
     * await sc.textFile('out').collect()                               // [ 'a', "('b', 1)" ]
     */
    saveAsTextFile(path: string): Promise<void>
  }
}

extend(RDD, {
  async saveAsTextFile(this: RDD<unknown>, path: string) {
    const site = callSite()
    if (typeof path !== 'string' || path === '') {
      const got = typeof path === 'string' ? 'an empty one' : typeof path
      throw TAP109({ what: 'The path of saveAsTextFile', expected: 'a name', got, site })
    }
    const fs = located(
      () => site,
      () => fileSystemFor(path),
    )
    const exists = await fs.stat(path).then(
      () => true,
      () => false,
    )
    if (exists) throw TAP306({ path, site })
    await save(this, new TextFileSink(fs, () => path), this.context.batchTime, site)
  },
})
