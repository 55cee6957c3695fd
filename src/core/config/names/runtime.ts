/** Names of Spark 3.5 that this engine does not read: applications, scheduling, shuffle, storage and memory. Format: `readNames`. */
export const RUNTIME_NAMES = `
spark
  archives barrier.sync.timeout block.failures.beforeLocationRefresh blockManager.port
  cache.class callstack.depth cores.max dead.worker.persistence diskStore.subDirectories
  extraListeners file.transferTo files graphx.pregel.checkpointInterval
  hadoopRDD.ignoreEmptySplits home jars logConf logLineage
  logging.exceptionPrintInterval maxRemoteBlockSizeFetchToMem plugins port.maxRetries remote
  resultGetter.threads serializer speculation starvation.timeout
  taskMetrics.trackUpdatedBlockStatuses testing
spark.app
  attempt.id id
spark.blacklist
  application.fetchFailure.enabled application.maxFailedExecutorsPerNode
  application.maxFailedTasksPerExecutor enabled killBlacklistedExecutors
  stage.maxFailedExecutorsPerNode stage.maxFailedTasksPerExecutor
  task.maxTaskAttemptsPerExecutor task.maxTaskAttemptsPerNode timeout
spark.broadcast
  UDFCompressionThreshold blockSize checksum compress
spark.buffer
  pageSize size write.chunkSize
spark.checkpoint
  checkpointAllMarkedAncestors compress
spark.cleaner
  periodicGC.interval referenceTracking referenceTracking.blocking
  referenceTracking.blocking.shuffle referenceTracking.cleanCheckpoints
spark.driver
  appUIAddress bindAddress blockManager.port cores defaultJavaOptions extraClassPath
  extraJavaOptions extraLibraryPath host libraryPath maxResultSize memory memoryOverhead
  memoryOverheadFactor port resourcesFile rpc.io.clientThreads rpc.io.serverThreads
  rpc.netty.dispatcher.numThreads supervise userClassPathFirst
spark.driver.log
  allowErasureCoding dfsDir layout persistToDfs.enabled
spark.excludeOnFailure
  application.fetchFailure.enabled application.maxFailedExecutorsPerNode
  application.maxFailedTasksPerExecutor enabled killExcludedExecutors
  killExcludedExecutors.decommission stage.maxFailedExecutorsPerNode
  stage.maxFailedTasksPerExecutor task.maxTaskAttemptsPerExecutor task.maxTaskAttemptsPerNode
  timeout
spark.executor
  allowSparkContext cores decommission.forceKillTimeout decommission.killInterval
  decommission.signal defaultJavaOptions extraClassPath extraJavaOptions extraLibraryPath
  failuresValidityInterval heartbeat.dropZeroAccumulatorUpdates heartbeat.maxFailures
  heartbeatInterval id instances killOnFatalError.depth maxNumFailures memory memoryOverhead
  memoryOverheadFactor metrics.fileSystemSchemes metrics.pollingInterval plugins
  processTreeMetrics.enabled pyspark.memory python.worker.log.details rpc.io.clientThreads
  rpc.io.serverThreads rpc.netty.dispatcher.numThreads uri userClassPathFirst
spark.executor.logs
  rolling.enableCompression rolling.maxRetainedFiles rolling.maxSize rolling.size.maxBytes
  rolling.strategy rolling.time.interval
spark.files
  fetchFailure.unRegisterOutputOnHost fetchTimeout ignoreCorruptFiles ignoreMissingFiles
  io.threads maxPartitionBytes openCostInBytes overwrite useFetchCache userClassPathFirst
spark.io
  crypto.cipher.transformation encryption.enabled encryption.keySizeBits
  encryption.keygen.algorithm warning.largeFileThreshold
spark.io.compression
  codec lz4.block.size lz4.blockSize snappy.block.size snappy.blockSize zstd.bufferPool.enabled
  zstd.bufferSize zstd.level
spark.jars
  excludes ivy ivySettings packages repositories
spark.kryo
  classesToRegister pool referenceTracking registrationRequired registrator unsafe
spark.kryoserializer
  buffer buffer.max buffer.max.mb buffer.mb
spark.locality
  wait
spark.locality.wait
  legacyResetOnTaskLaunch node process rack
spark.log
  callerContext level
spark.memory
  fraction offHeap.enabled offHeap.size storageFraction
spark.metrics
  appStatusSource.enabled conf executorMetricsSource.enabled namespace staticSources.enabled
spark.network
  auth.rpcTimeout io.preferDirectBufs maxRemoteBlockSizeFetchToMem remoteReadNioBufferConversion
  sasl.maxEncryptedBlockSize sasl.serverAlwaysEncrypt sharedByteBufAllocators.enabled timeout
  timeoutInterval
spark.network.crypto
  authEngineVersion cipher enabled saslFallback
spark.pyspark
  driver.python python
spark.python
  authenticate.socketTimeout daemon.module profile profile.dump profile.memory task.killTimeout
  use.daemon
spark.python.worker
  faulthandler.enabled memory module reuse
spark.r
  backendConnectionTimeout command driver.command heartBeatInterval numRBackendThreads
  shell.command sql.derby.temp.dir
spark.rdd
  cache.visibilityTracking.enabled checkpoint.cachePreferredLocsExpireTime compress
  limit.initialNumPartitions limit.scaleUpFactor parallelListingThreshold
spark.reducer
  maxBlocksInFlightPerAddress maxMbInFlight maxReqSizeShuffleToMem maxReqsInFlight
  maxSizeInFlight
spark.repl
  class.outputDir class.uri classdir local.jars
spark.resources
  discoveryPlugin warnings.testing
spark.rpc
  askTimeout connect.threads lookupTimeout message.maxSize netty.dispatcher.numThreads
  numRetries retry.wait
spark.rpc.io
  backLog clientThreads connectionCreationTimeout connectionTimeout enableTcpKeepAlive
  enableVerboseMetrics lazyFD maxRetries mode numConnectionsPerPeer preferDirectBufs
  receiveBuffer retryWait sendBuffer serverThreads threads
spark.scheduler
  allocation.file barrier.maxConcurrentTasksCheck.interval
  barrier.maxConcurrentTasksCheck.maxFailures blacklist.unschedulableTaskSetTimeout
  excludeOnFailure.unschedulableTaskSetTimeout executorTaskBlacklistTime
  executorTaskExcludeOnFailureTime maxRegisteredResourcesWaitingTime
  maxRetainedRemovedDecommissionExecutors maxRetainedUnknownDecommissionExecutors
  minRegisteredResourcesRatio mode resource.profileMergeConflicts revive.interval
spark.scheduler.listenerbus
  eventqueue.capacity eventqueue.size logSlowEvent logSlowEvent.threshold
  metrics.maxListenerClassesTimed
spark.serializer
  extraDebugInfo objectStreamReset
spark.shuffle
  accurateBlockSkewedFactor accurateBlockThreshold checksum.algorithm checksum.enabled
  cleaner.interval compress detectCorrupt detectCorrupt.useExtraMemory file.buffer
  file.buffer.kb manager mapOutput.dispatcher.numThreads mapOutput.minSizeForBroadcast
  mapOutput.parallelAggregationThreshold mapStatus.compression.codec
  maxAccurateSkewedBlockNumber maxAttemptsOnNettyOOM maxChunksBeingTransferred
  minNumPartitionsToHighlyCompress readHostLocalDisk reduceLocality.enabled
  registration.maxAttempts registration.timeout sasl.enableRetries
  server.chunkFetchHandlerThreadsPercent spill sync unsafe.fastMergeEnabled
  unsafe.file.output.buffer useOldFetchProtocol
spark.shuffle.io
  backLog clientThreads connectionCreationTimeout connectionTimeout enableTcpKeepAlive
  enableVerboseMetrics lazyFD maxRetries mode numConnectionsPerPeer preferDirectBufs
  receiveBuffer retryWait sendBuffer serverThreads
spark.shuffle.push
  enabled finalize.timeout maxBlockBatchSize maxBlockSizeToPush maxRetainedMergerLocations
  merge.finalizeThreads mergersMinStaticThreshold mergersMinThresholdRatio minCompletedPushRatio
  minShuffleSizeToWait numPushThreads results.timeout sendFinalizeRPCThreads
  server.ioExceptionsThresholdDuringMerge server.mergedIndexCacheSize
  server.mergedShuffleCleaner.shutdown.timeout server.mergedShuffleFileManagerImpl
  server.minChunkSizeInMergedShuffleFile
spark.shuffle.service
  db.backend db.enabled enabled fetch.rdd.enabled index.cache.entries index.cache.size name port
  removeShuffle
spark.shuffle.sort
  bypassMergeThreshold initialBufferSize io.plugin.class useRadixSort
spark.shuffle.spill
  batchSize compress diskWriteBufferSize initialMemoryThreshold numElementsForceSpillThreshold
spark.sparkr
  r.command use.daemon
spark.speculation
  efficiency.enabled efficiency.longRunTaskFactor efficiency.processRateMultiplier interval
  minTaskRuntime multiplier quantile task.duration.threshold
spark.stage
  ignoreDecommissionFetchFailure maxAttempts maxConsecutiveAttempts
spark.storage
  blockManagerHeartbeatTimeoutMs blockManagerMasterDriverHeartbeatTimeoutMs
  blockManagerSlaveTimeoutMs blockManagerTimeoutIntervalMs cachedPeersTtl
  cleanupFilesAfterExecutorExit exceptionOnPinLeak localDiskByExecutors.cacheSize
  maxReplicationFailures memoryMapLimitForTests memoryMapThreshold unrollMemoryCheckPeriod
  unrollMemoryGrowthFactor unrollMemoryThreshold
spark.storage.decommission
  enabled fallbackStorage.cleanUp fallbackStorage.path maxReplicationFailuresPerBlock
  rddBlocks.enabled replicationReattemptInterval shuffleBlocks.enabled shuffleBlocks.maxDiskSize
  shuffleBlocks.maxThreads
spark.storage.replication
  policy proactive topologyFile topologyMapper
spark.task
  cpus maxDirectResultSize
spark.task.reaper
  enabled killTimeout pollingInterval threadDump
spark.testing
  dynamicAllocation.schedule.enabled memory nCoresPerExecutor nExecutorsPerHost nHosts
  reservedMemory resourceProfileManager skipValidateCores
spark.unsafe
  exceptionOnMemoryLeak offHeap sorter.spill.read.ahead.enabled sorter.spill.reader.buffer.size
`
