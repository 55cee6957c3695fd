/** What begins like this and goes on is a name whose end the user chooses. */
const OPEN_PREFIXES = [
  'spark.executorEnv.',
  'spark.hadoop.',
  'spark.hive.',
  'spark.io.encryption.commons.config.',
  'spark.kafka.clusters.',
  'spark.metrics.conf.',
  'spark.network.crypto.config.',
  'spark.ssl.',
  'spark.sql.catalog.',
  'spark.sql.streaming.stateStore.rocksdb.',
  'spark.kubernetes.driver.annotation.',
  'spark.kubernetes.driver.label.',
  'spark.kubernetes.driver.node.selector.',
  'spark.kubernetes.driver.secretKeyRef.',
  'spark.kubernetes.driver.secrets.',
  'spark.kubernetes.driver.service.annotation.',
  'spark.kubernetes.driver.service.label.',
  'spark.kubernetes.driver.volumes.',
  'spark.kubernetes.driverEnv.',
  'spark.kubernetes.executor.annotation.',
  'spark.kubernetes.executor.label.',
  'spark.kubernetes.executor.node.selector.',
  'spark.kubernetes.executor.secretKeyRef.',
  'spark.kubernetes.executor.secrets.',
  'spark.kubernetes.executor.volumes.',
  'spark.kubernetes.node.selector.',
  'spark.mesos.dispatcher.driverDefault.',
  'spark.mesos.dispatcher.queue.',
  'spark.mesos.driverEnv.',
  'spark.yarn.am.resource.',
  'spark.yarn.appMasterEnv.',
  'spark.yarn.driver.resource.',
  'spark.yarn.executor.resource.',
]

/** Names with a free part in the middle. */
const PATTERNS = [
  /^spark\.(driver|executor|task|worker)\.resource\.[^.]+\.(amount|discoveryScript|vendor)$/,
  /^spark\.scheduler\.listenerbus\.eventqueue\.[^.]+\.capacity$/,
  /^spark\.security\.credentials\.[^.]+\.enabled$/,
  /^spark\.yarn\.security\.(credentials|tokens)\.[^.]+\.enabled$/,
  /* Parameters of a servlet filter, by the name of its class. */
  /^spark\..+\.param\.[^.]+$/,
]

/** Whether Spark lets users make up a part of the name. */
export const inFamily = (name: string): boolean =>
  OPEN_PREFIXES.some((prefix) => name.length > prefix.length && name.startsWith(prefix)) ||
  PATTERNS.some((pattern) => pattern.test(name))
