/** Names of Spark 3.5 that this engine does not read: cluster managers, security, history and web UI. Format: `readNames`. */
export const CLUSTER_NAMES = `
spark
  acls.enable appStateStore.asyncTracking.enable authenticate decommission.enabled
  launcher.childConnectionTimeout ssl.useNodeLocalConf user.groups.mapping
spark.admin
  acls acls.groups
spark.authenticate
  enableSaslEncryption secret secret.driver.file secret.executor.file secret.file
  secretBitLength
spark.connect
  copyFromLocalToFs.allowDestLocal execute.reattachable.senderMaxStreamDuration
  execute.reattachable.senderMaxStreamSize extensions.command.classes
  extensions.expression.classes extensions.relation.classes scalaUdf.stubPrefixes
  ui.retainedSessions ui.retainedStatements
spark.connect.grpc
  arrow.maxBatchSize binding.port interceptor.classes marshallerRecursionLimit
  maxInboundMessageSize
spark.deploy
  defaultCores maxExecutorRetries recoveryDirectory recoveryMode recoveryMode.factory
  retainedApplications retainedDrivers spreadOut zookeeper.dir zookeeper.url
spark.dynamicAllocation
  cachedExecutorIdleTimeout enabled executorAllocationRatio executorIdleTimeout initialExecutors
  maxExecutors minExecutors schedulerBacklogTimeout shuffleTracking.enabled
  shuffleTracking.timeout sustainedSchedulerBacklogTimeout testing
spark.eventLog
  buffer.kb compress compression.codec dir enabled erasureCoding.enabled
  gcMetrics.oldGenerationGarbageCollectors gcMetrics.youngGenerationGarbageCollectors
  logBlockUpdates.enabled logStageExecutorMetrics longForm.enabled overwrite rolling.enabled
  rolling.maxFileSize testing
spark.history
  custom.executor.log.url custom.executor.log.url.applyIncompleteApplication kerberos.enabled
  kerberos.keytab kerberos.principal provider retainedApplications updateInterval
spark.history.fs
  cleaner.enabled cleaner.interval cleaner.interval.seconds cleaner.maxAge
  cleaner.maxAge.seconds cleaner.maxNum driverlog.cleaner.enabled driverlog.cleaner.interval
  driverlog.cleaner.maxAge endEventReparseChunkSize eventLog.rolling.compaction.score.threshold
  eventLog.rolling.maxFilesToRetain inProgressOptimization.enabled logDirectory numReplayThreads
  safemodeCheck.interval update.batchSize update.interval update.interval.seconds updateInterval
spark.history.store
  hybridStore.diskBackend hybridStore.enabled hybridStore.maxMemoryUsage maxDiskUsage path
  serializer
spark.history.ui
  acls.enable admin.acls admin.acls.groups maxApplications port
spark.kerberos
  access.hadoopFileSystems keytab principal relogin.period renewal.credentials
spark.kubernetes
  appKillPodDeletionGracePeriod configMap.maxSize container.image container.image.pullPolicy
  container.image.pullSecrets context decommission.script dynamicAllocation.deleteGracePeriod
  executorSnapshotsSubscribersShutdownGracePeriod file.upload.path hadoop.configMapName
  legacy.useReadWriteOnceAccessMode local.dirs.tmpfs memoryOverheadFactor namespace
  pyspark.pythonVersion report.interval resource.type scheduler.name
  scheduler.volcano.podGroupTemplateFile submission.connectionTimeout submission.requestTimeout
  submission.waitAppCompletion submitInDriver trust.certificates
spark.kubernetes.allocation
  batch.delay batch.size driver.readinessTimeout executor.timeout maxPendingPods pods.allocator
spark.kubernetes.authenticate
  caCertFile clientCertFile clientKeyFile driver.caCertFile driver.clientCertFile
  driver.clientKeyFile driver.mounted.caCertFile driver.mounted.clientCertFile
  driver.mounted.clientKeyFile driver.mounted.oauthToken driver.mounted.oauthTokenFile
  driver.oauthToken driver.oauthTokenFile driver.serviceAccountName executor.serviceAccountName
  oauthToken oauthTokenFile submission.caCertFile submission.clientCertFile
  submission.clientKeyFile submission.oauthToken submission.oauthTokenFile
spark.kubernetes.driver
  connectionTimeout container.image limit.cores master ownPersistentVolumeClaim pod.featureSteps
  pod.name podTemplateContainerName podTemplateFile request.cores requestTimeout
  resourceNamePrefix reusePersistentVolumeClaim scheduler.name service.deleteOnTermination
  service.ipFamilies service.ipFamilyPolicy waitToReusePersistentVolumeClaim
spark.kubernetes.executor
  apiPollingInterval checkAllContainers container.image decommissionLabel decommissionLabelValue
  deleteOnTermination disableConfigMap enableApiPolling enableApiWatcher
  enablePollingWithResourceVersion eventProcessingInterval limit.cores
  minTasksPerExecutorBeforeRolling missingPodDetectDelta pod.featureSteps podNamePrefix
  podTemplateContainerName podTemplateFile request.cores rollInterval rollPolicy scheduler.name
spark.kubernetes.kerberos
  dt-secret-key dt-secret-name krb5.configMapName krb5.path tokenSecret.itemKey tokenSecret.name
spark.master
  rest.enabled rest.port ui.decommission.allow.mode ui.port
spark.mesos
  appJar.local.resolution.mode cluster.retry.wait.max coarse coarse.shutdownTimeout constraints
  containerizer dispatcher.historyServer.url dispatcher.queue dispatcher.webui.url extra.cores
  fetcherCache.enable gpus.max maxDrivers mesosExecutor.cores network.labels network.name
  principal principal.file proxy.baseURL rejectOfferDuration
  rejectOfferDurationForReachedMaxCores rejectOfferDurationForUnmetConstraints retainedDrivers
  role secret secret.file task.labels uris
spark.mesos.driver
  constraints failoverTimeout frameworkId labels memoryOverhead secret.envkeys secret.filenames
  secret.names secret.values webui.url
spark.mesos.executor
  docker.forcePullImage docker.image docker.parameters docker.portmaps docker.volumes home
  memoryOverhead secret.envkeys secret.filenames secret.names secret.values
spark.modify
  acls acls.groups
spark.redaction
  regex string.regex
spark.security
  credentials.renewalRatio credentials.retryWait
spark.standalone
  executorRemoveDelayOnDisconnection submit.waitAppCompletion
spark.submit
  deployMode proxyUser.allowCustomClasspathInClusterMode pyFiles
spark.ui
  allowFramingFrom consoleProgress.update.interval custom.executor.log.url
  dagGraph.retainedRootRDDs enabled filters groupSQLSubExecutionEnabled heapHistogramEnabled
  killEnabled liveUpdate.minFlushPeriod liveUpdate.period port prometheus.enabled proxyBase
  proxyRedirectUri requestHeaderSize retainedDeadExecutors retainedJobs retainedStages
  retainedTasks reverseProxy reverseProxyUrl showConsoleProgress store.path
  strictTransportSecurity threadDumpsEnabled timelineEnabled view.acls view.acls.groups
  xContentTypeOptions.enabled xXssProtection
spark.ui.timeline
  executors.maximum jobs.maximum stages.maximum tasks.maximum
spark.worker
  cleanup.appDataTtl cleanup.enabled cleanup.interval decommission.signal driverTerminateTimeout
  executorStateSync.maxAttempts preferConfiguredMasterAddress resourcesFile timeout
spark.worker.ui
  compressedLogFileLengthCacheSize port retainedDrivers retainedExecutors
spark.yarn
  access.hadoopFileSystems access.namenodes applicationMaster.waitTries applicationType archive
  blacklist.executor.launch.blacklisting.enabled clientLaunchMonitorInterval config.gatewayPath
  config.replacementPath containerLauncherMaxThreads credentials.file.retention.count
  credentials.file.retention.days driver.memoryOverhead exclude.nodes historyServer.address
  historyServer.allowTracking includeDriverLogsLink isHadoopProvided isPython jar jars
  kerberos.relogin.period kerberos.renewal.excludeHadoopFileSystems keytab launchContainers
  max.executor.failures max.worker.failures maxAppAttempts metrics.namespace
  populateHadoopClasspath preserve.staging.files principal priority queue report.interval
  report.loggingFrequency resourceFpgaDeviceName resourceGpuDeviceName rolledLog.excludePattern
  rolledLog.includePattern scheduler.heartbeat.interval-ms scheduler.initial-allocation.interval
  scheduler.reporterThread.maxFailures secondary.jars services stagingDir
  submit.file.replication submit.waitAppCompletion tags unmanagedAM.enabled user.classpath.first
  user.jar
spark.yarn.am
  attemptFailuresValidityInterval clientModeExitOnError clientModeTreatDisconnectAsFailed cores
  extraJavaOptions extraLibraryPath finalMessageLimit memory memoryOverhead nodeLabelExpression
  port tokenConfRegex waitTime
spark.yarn.cache
  confArchive filenames sizes timestamps types visibilities
spark.yarn.dist
  archives files forceDownloadSchemes jars pyFiles
spark.yarn.executor
  failuresValidityInterval launch.excludeOnFailure.enabled memoryOverhead nodeLabelExpression
spark.yarn.shuffle
  server.recovery.disabled service.logs.namespace service.metrics.namespace stopOnFailure
`
