import type { OpShape, Shape } from './shape.ts'

/**
 * The text of one stage's loop. This file is the only place that holds code text.
 *
 * The text is the body of a function of (t, f, h): the run (cursor, counters, sink), the user's functions in order
 * (the operators', then the sink's), and the helpers. It returns MORE when its time is up, DONE when its chunk is,
 * FULL when a `take` has enough, BIG when a flatMap gave so many elements that they get a loop of their own.
 *
 * Laws: `at[0]` holds the operator whose function is running (a watcher reads it when a function hangs); counters are
 * local integers; the clock is looked at after at most 64 elements; a record is either wholly through or not begun
 * when the loop leaves, but for BIG, whose elements the caller runs through the rest of the pipeline.
 */
export const MORE = 1
export const DONE = 0
export const FULL = 2
export const BIG = 3

/** A flatMap result longer than this is not walked inside the loop. */
export const BIG_LIST = 4096

/** The current element: one value, or a key and a value not (yet) put into a pair. */
type Element = { readonly x: string } | { readonly k: string; readonly v: string }

const whole = (e: Element): string => ('x' in e ? e.x : `[${e.k},${e.v}]`)

/** Code that makes key and value available, and their names. */
const split = (e: Element, op: number): { code: string; k: string; v: string } => {
  if (!('x' in e)) return { code: '', ...e }
  const [k, v] = [`k${op}`, `v${op}`]
  return {
    code: `if(typeof ${e.x}!=='object'||${e.x}===null||${e.x}.length!==2)notPair(${e.x},${op});const ${k}=${e.x}[0],${v}=${e.x}[1];`,
    k,
    v,
  }
}

interface Emitter {
  readonly shape: Shape
  /** Inside a flatMap already: its elements cannot leave the loop. */
  readonly nested: boolean
}

/** Puts the result `y` of an operator on one side into the element. */
const rebuilt = (e: { k: string; v: string }, side: 'key' | 'value', y: string): Element =>
  side === 'key' ? { k: y, v: e.v } : { k: e.k, v: y }

const operator = (em: Emitter, i: number, e: Element): string => {
  const op = em.shape.ops[i]
  if (op === undefined) return sink(em.shape, i, e)
  if (op.side === 'element') return call(em, i, op, e, '', whole(e), (y) => ({ x: y }))
  const { side } = op
  const parts = split(e, i)
  return call(em, i, op, parts, parts.code, side === 'key' ? parts.k : parts.v, (y) =>
    rebuilt(parts, side, y),
  )
}

const call = (
  em: Emitter,
  i: number,
  op: OpShape,
  e: Element,
  before: string,
  argument: string,
  after: (y: string) => Element,
): string => {
  const head = `${before}at[0]=${i};`
  switch (op.op) {
    case 'map':
      return `${head}const y${i}=f${i}(${argument});if(g${i}){g${i}=false;noPromise(y${i},${i});}${operator(em, i + 1, after(`y${i}`))}`
    case 'filter':
      return `${head}const b${i}=f${i}(${argument});if(b${i}===true||(b${i}!==false&&truthy(b${i},${i}))){c${i}++;${operator(em, i + 1, e)}}`
    case 'flatMap': {
      const inner = operator({ ...em, nested: true }, i + 1, after(`y${i}`))
      const big = em.nested
        ? ''
        : `if(l${i}>${BIG_LIST}){t.big=a${i};t.bigOp=${i};t.bigKey=${'k' in e ? e.k : 'undefined'};leave=${BIG};break;}`
      return (
        `${head}const r${i}=f${i}(${argument});const a${i}=isArray(r${i})?r${i}:spread(r${i},${i});` +
        `const l${i}=a${i}.length;if(l${i}!==0){c${i}++;d${i}+=l${i};n+=l${i};${big}` +
        `for(let j${i}=0;j${i}<l${i};j${i}++){const y${i}=a${i}[j${i}];${inner}}}`
      )
    }
  }
}

const sink = (shape: Shape, i: number, e: Element): string => {
  const f = `at[0]=${i};`
  const note = (key: string, there: string, value: string): string =>
    shape.noted === true ? `t.note(${key},${there},${value});` : ''
  const met = (value: string): string => note('id', 'out[id]', value)
  // Functions may change their first argument, and an element may belong to someone else: the program, a kept RDD.
  const first = (value: string): string => `(typeof ${value}==='object'?copy(${value}):${value})`
  const keyed = (body: (k: string, v: string) => string): string => {
    const { code, k, v } = split(e, i)
    return code + body(k, v)
  }
  switch (shape.sink) {
    case 'rows':
      return `out.push(${whole(e)});`
    case 'take':
      return `out.push(${whole(e)});if(out.length>=limit){leave=${FULL};break loop;}`
    case 'count':
      return `total++;`
    case 'combine':
      return keyed(
        (k, v) =>
          `const id=table.slot(${k});if(id===out.length)out.push(${first(v)});else{${met(v)}${f}const m=f${i}(out[id],${v});if(g${i}){g${i}=false;noPromise(m,${i});}out[id]=m;}`,
      )
    case 'combineWith':
      return keyed(
        (k, v) =>
          `const id=table.slot(${k});${f}let m;if(id===out.length){m=f${i}(${v});if(g${i}){g${i}=false;noPromise(m,${i});}}` +
          `else{${met(v)}m=f${i + 1}(out[id],${v});if(g${i + 1}){g${i + 1}=false;noPromise(m,${i});}}out[id]=m;`,
      )
    case 'group':
      return keyed(
        (k, v) =>
          `const id=table.slot(${k});if(id===out.length)out.push([${v}]);else out[id].push(${v});`,
      )
    case 'place': {
      if (!('x' in e)) return `${f}out[place(${e.k})].push(${whole(e)});`
      return keyed((k) => `${f}out[place(${k})].push(${whole(e)});`)
    }
    case 'deal':
      return `out[t.turn].push(${whole(e)});if(++t.turn===out.length)t.turn=0;`
    case 'reduce':
      return `if(has){${note('0', 'acc', whole(e))}${f}acc=f${i}(acc,${whole(e)});if(g${i}){g${i}=false;noPromise(acc,${i});}}else{acc=${first(whole(e))};has=true;}`
    case 'foreach':
      return `${f}const z=f${i}(${whole(e)});if(z!==undefined)noPromise(z,${i});`
  }
}

/** After an element: is it time to look at the clock, and is the time up? */
const BUDGET = `if(++n>=stride){n=0;if(pace.over()){leave=${MORE};break;}stride=pace.stride;}`

const loop = (shape: Shape): string => {
  const em: Emitter = { shape, nested: false }
  switch (shape.input) {
    case 'lines':
      return `let q;loop:while((q=s.indexOf('\\n',p))>=0){record=s.slice(p,q);p=q+1;seen++;const x=record;${operator(em, 0, { x: 'x' })}${BUDGET}}`
    case 'rows':
      return `loop:while(p<s.length){record=s[p++];seen++;const x=record;${operator(em, 0, { x: 'x' })}${BUDGET}}`
    case 'pairs':
      return `loop:while(p<s.length){const k=s[p],v=vs[p];p++;seen++;${operator(em, 0, { k: 'k', v: 'v' })}${BUDGET}}`
    case 'iterator':
      return `loop:for(;;){at[0]=-1;const step=s.next();if(step.done)break;record=step.value;seen++;const x=record;${operator(em, 0, { x: 'x' })}${BUDGET}}`
  }
}

const counters = (shape: Shape): { declare: string; store: string } => {
  const names = shape.ops.flatMap(({ op }, i) =>
    op === 'map' ? [] : op === 'filter' ? [`c${i}`] : [`c${i}`, `d${i}`],
  )
  // Each function's first result in a chunk is looked at: a promise there means an asynchronous function.
  const sinks = shape.sink === 'combineWith' ? 2 : 1
  const firsts = Array.from({ length: shape.ops.length + sinks }, (_, i) => `g${i}=true`)
  const zeros = names.map((name) => `${name}=0`)
  return {
    declare: `let ${[...zeros, ...firsts].join(',')};`,
    store: names
      .map((name) => `counts[${Number(name.slice(1)) * 2 + (name[0] === 'c' ? 0 : 1)}]+=${name};`)
      .join(''),
  }
}

export const pipelineText = (shape: Shape): string => {
  const functions = shape.ops.length + shape.sinkFns.length
  const { declare, store } = counters(shape)
  const fns = Array.from({ length: functions }, (_, i) => `f${i}=f[${i}]`)
  return `'use strict';
const {isArray,notPair,noPromise,truthy,spread,copy}=h,at=t.at,pace=t.pace,counts=t.counts,out=t.out,table=t.table,limit=t.limit,place=t.place,s=t.s,vs=t.vs${fns.map((d) => `,${d}`).join('')};
let p=t.p,n=0,stride=pace.stride,seen=0,leave=${DONE},acc=t.acc,has=t.has,total=0,record;${declare}
try{${loop(shape)}}
catch(e){t.p=p;t.record=${shape.input === 'pairs' ? '[s[p-1],vs[p-1]]' : 'record'};throw e;}
t.p=p;t.seen+=seen;t.acc=acc;t.has=has;t.total+=total;${store}
return leave;`
}
