import type { ErrorFactory, ErrorKind, TapError } from './tap-error.ts'
import { TAP101 } from './tap101.ts'
import { TAP102 } from './tap102.ts'
import { TAP103 } from './tap103.ts'
import { TAP104 } from './tap104.ts'
import { TAP105 } from './tap105.ts'
import { TAP107 } from './tap107.ts'
import { TAP108 } from './tap108.ts'
import { TAP109 } from './tap109.ts'
import { TAP110 } from './tap110.ts'
import { TAP111 } from './tap111.ts'
import { TAP112 } from './tap112.ts'
import { TAP115 } from './tap115.ts'
import { TAP201 } from './tap201.ts'
import { TAP202 } from './tap202.ts'
import { TAP204 } from './tap204.ts'
import { TAP205 } from './tap205.ts'
import { TAP206 } from './tap206.ts'
import { TAP207 } from './tap207.ts'
import { TAP208 } from './tap208.ts'
import { TAP209 } from './tap209.ts'
import { TAP210 } from './tap210.ts'
import { TAP301 } from './tap301.ts'
import { TAP302 } from './tap302.ts'
import { TAP303 } from './tap303.ts'
import { TAP304 } from './tap304.ts'
import { TAP305 } from './tap305.ts'
import { TAP306 } from './tap306.ts'
import { TAP307 } from './tap307.ts'
import { TAP401 } from './tap401.ts'
import { TAP402 } from './tap402.ts'
import { TAP403 } from './tap403.ts'
import { TAP405 } from './tap405.ts'
import { TAP406 } from './tap406.ts'
import { TAP407 } from './tap407.ts'
import { TAP408 } from './tap408.ts'
import { TAP409 } from './tap409.ts'
import { TAP410 } from './tap410.ts'
import { TAP411 } from './tap411.ts'
import { TAP412 } from './tap412.ts'
import { TAP501 } from './tap501.ts'
import { TAP503 } from './tap503.ts'
import { TAP504 } from './tap504.ts'
import { TAP506 } from './tap506.ts'
import { TAP507 } from './tap507.ts'
import { TAP508 } from './tap508.ts'
import { TAP509 } from './tap509.ts'
import { TAP510 } from './tap510.ts'
import { TAP511 } from './tap511.ts'
import { TAP512 } from './tap512.ts'
import { TAP515 } from './tap515.ts'
import { TAP516 } from './tap516.ts'
import { TAP517 } from './tap517.ts'
import { TAP601 } from './tap601.ts'
import { TAP602 } from './tap602.ts'
import { TAP603 } from './tap603.ts'
import { TAP604 } from './tap604.ts'
import { TAP605 } from './tap605.ts'
import { TAP606 } from './tap606.ts'
import { TAP702 } from './tap702.ts'
import { TAP703 } from './tap703.ts'
import { TAP704 } from './tap704.ts'
import { TAP801 } from './tap801.ts'
import { TAP802 } from './tap802.ts'
import { TAP803 } from './tap803.ts'

/** What `tap explain` and the tests of all texts need of one code, whatever its fields are. */
export interface CatalogueEntry {
  readonly code: string
  readonly kind: ErrorKind
  readonly title: string
  readonly more: string
  /** The error that its example makes. */
  readonly example: () => TapError
}

const entry = <F>(factory: ErrorFactory<F>): CatalogueEntry => ({
  code: factory.code,
  kind: factory.kind,
  title: factory.title,
  more: factory.more,
  example: () => factory(factory.example),
})

/** Every code there is, in order. Engine code imports the one file it needs, never this list. */
export const catalogue: readonly CatalogueEntry[] = [
  entry(TAP101),
  entry(TAP102),
  entry(TAP103),
  entry(TAP104),
  entry(TAP105),
  entry(TAP107),
  entry(TAP108),
  entry(TAP109),
  entry(TAP110),
  entry(TAP111),
  entry(TAP112),
  entry(TAP115),
  entry(TAP201),
  entry(TAP202),
  entry(TAP204),
  entry(TAP205),
  entry(TAP206),
  entry(TAP207),
  entry(TAP208),
  entry(TAP209),
  entry(TAP210),
  entry(TAP301),
  entry(TAP302),
  entry(TAP303),
  entry(TAP304),
  entry(TAP305),
  entry(TAP306),
  entry(TAP307),
  entry(TAP401),
  entry(TAP402),
  entry(TAP403),
  entry(TAP405),
  entry(TAP406),
  entry(TAP407),
  entry(TAP408),
  entry(TAP409),
  entry(TAP410),
  entry(TAP411),
  entry(TAP412),
  entry(TAP501),
  entry(TAP503),
  entry(TAP504),
  entry(TAP506),
  entry(TAP507),
  entry(TAP508),
  entry(TAP509),
  entry(TAP510),
  entry(TAP511),
  entry(TAP512),
  entry(TAP515),
  entry(TAP516),
  entry(TAP517),
  entry(TAP601),
  entry(TAP602),
  entry(TAP603),
  entry(TAP604),
  entry(TAP605),
  entry(TAP606),
  entry(TAP702),
  entry(TAP703),
  entry(TAP704),
  entry(TAP801),
  entry(TAP802),
  entry(TAP803),
]
