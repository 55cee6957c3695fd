/** Names of Spark 3.5 that this engine does not read: DStreams and Kafka. Format: `readNames`. */
export const STREAMING_NAMES = `
spark.kafka
  producer.cache.evictorThreadRunInterval producer.cache.timeout
spark.kafka.consumer
  cache.capacity cache.evictorThreadRunInterval cache.jmx.enable cache.timeout
  fetchedData.cache.evictorThreadRunInterval fetchedData.cache.timeout
spark.streaming
  blockQueueSize concurrentJobs kinesis.retry.maxAttempts kinesis.retry.waitTime
  manualClock.jump sessionByKey.deltaChainThreshold
  stopGracefullyOnShutdown ui.retainedBatches
spark.streaming.backpressure
  enabled initialRate pid.derived pid.integral pid.minRate pid.proportional rateEstimator
spark.streaming.driver
  writeAheadLog.allowBatching writeAheadLog.batchingTimeout writeAheadLog.class
  writeAheadLog.closeFileAfterWrite writeAheadLog.maxFailures writeAheadLog.rollingIntervalSecs
spark.streaming.dynamicAllocation
  enabled maxExecutors minExecutors scalingDownRatio scalingInterval scalingUpRatio testing
spark.streaming.kafka
  allowNonConsecutiveOffsets consumer.cache.enabled consumer.cache.initialCapacity
  consumer.cache.loadFactor consumer.cache.maxCapacity consumer.poll.ms maxRatePerPartition
  minRatePerPartition
spark.streaming.receiver
  blockStoreTimeout maxRate writeAheadLog.class writeAheadLog.closeFileAfterWrite
  writeAheadLog.maxFailures writeAheadLog.rollingIntervalSecs
`
