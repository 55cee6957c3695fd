/**
 * How many connections does an output operation open? Three ways to send every record to a server, which counts them:
 * one connection per record, one per partition, and one that is shared and opened when it is needed. Every five
 * batches the counts are printed.
 *
 *     def sendPartition(records):
 *         connection = ConnectionPool.getConnection()
 *         for record in records:
 *             connection.send(record)
 *     lines.foreachRDD(lambda rdd: rdd.foreachPartition(sendPartition))
 *
 * A fourth way looks shorter and is a mistake. The connection is made on the driver, and it is used where the
 * partitions are: in another thread, or on another machine, where a connection cannot go.
 *
 *     lines.foreachRDD(async (rdd) => {
 *       const connection = await newConnection(port)                              // on the driver
 *       await rdd.foreach((record) => { connection.write(record) })               // where the partition is
 *     })
 */
import { args, SparkContext, StreamingContext } from 'tapstream'
import { newConnection, pooledConnection, send } from './lib/connection-pool.ts'
import { countingServer } from './lib/counting-server.ts'

const [host = 'localhost', port = 9999] = args._
const server = await countingServer()
const to = server.port

const sc = new SparkContext('local[2]', 'Connections')
const ssc = new StreamingContext(sc, 1)
const lines = ssc.socketTextStream(String(host), Number(port)).repartition(2)

lines.foreachRDD((rdd) =>
  rdd.foreachPartition(async (records) => {
    for (const record of records) {
      const connection = await newConnection(to)
      await send(connection, `record ${record}`)
      connection.end()
    }
  }),
)
lines.foreachRDD((rdd) =>
  rdd.foreachPartition(async (records) => {
    const connection = await newConnection(to)
    await send(connection, 'partition')
    for (const record of records) await send(connection, record)
    connection.end()
  }),
)
lines.foreachRDD((rdd) =>
  rdd.foreachPartition(async (records) => {
    const connection = await pooledConnection(to)
    await send(connection, 'shared')
    for (const record of records) await send(connection, record)
  }),
)

let batches = 0
ssc.addStreamingListener({
  onBatchCompleted() {
    if (++batches % 5 !== 0) return
    for (const [way, connections] of server.counts) console.log(`one per ${way}: ${connections}`)
  },
})
ssc.start()
await ssc.awaitTermination()
