/**
 * Which impressions of an advertisement were clicked? Impressions of the last 20 seconds are joined with clicks of the
 * last 60. Lines are `advertisement page` on one port and `advertisement user` on the next.
 *
 *     impressions = ssc.socketTextStream("localhost", 9999).map(lambda line: tuple(line.split(" ", 1)))
 *     clicks = ssc.socketTextStream("localhost", 10000).map(lambda line: tuple(line.split(" ", 1)))
 *     impressions.window(20).join(clicks.window(60)).pprint()
 */
import { args, SparkContext, StreamingContext } from 'tapstream'

const [host = 'localhost', port = 9999, clicksPort = Number(port) + 1] = args._

const sc = new SparkContext('local[2]', 'ImpressionsAndClicks')
const ssc = new StreamingContext(sc, 1)
const pairs = (on: number) =>
  ssc.socketTextStream(String(host), on).map((line) => {
    const [advertisement = '', rest = ''] = line.split(' ')
    return [advertisement, rest]
  })
const impressions = pairs(Number(port))
const clicks = pairs(Number(clicksPort))
impressions.window(20).join(clicks.window(60)).pprint()
ssc.start()
await ssc.awaitTermination()
