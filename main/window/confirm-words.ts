import type { WindowLanguage } from '../../proto/ipc';

/** What one kind of question says. */
export interface QuestionWords {
  readonly title: string;
  readonly publicLead: (host: string) => string;
  readonly type: (host: string) => string;
  readonly start: string;
}

/** What is said where something is let to another machine. Main's own: the page that asks must not word the question. */
export interface ConfirmWords {
  readonly language: 'en' | 'zh-CN';
  readonly read: QuestionWords;
  readonly load: QuestionWords;
  readonly privateLead: (host: string) => string;
  readonly resolves: string;
  readonly profiles: string;
  readonly request: string;
  readonly amount: string;
  readonly closed: (connections: string, seconds: string) => string;
  readonly open: (rate: string, connections: string, seconds: string) => string;
  readonly first: string;
  readonly answered: (status: string, bytes: string, ms: string) => string;
  readonly notAnswered: (code: string) => string;
  readonly notTried: string;
  readonly notYetTried: string;
  readonly unsafe: (methods: string) => string;
  readonly script: string;
  readonly mistyped: (typed: string) => string;
  readonly missing: string;
  readonly cancel: string;
  readonly once: string;
  readonly eachTime: string;
}

const connected = (n: string) => (n === '1' ? '1 connection' : `${n} connections`);

const en: ConfirmWords = {
  language: 'en',
  read: {
    title: 'Fetch profiles from another machine?',
    publicLead: (host) => `${host} is a public address. Go on only if you mean to ask that service.`,
    type: (host) => `Type ${host} to go on`,
    start: 'Fetch',
  },
  load: {
    title: 'Start load on another machine?',
    publicLead: (host) =>
      `${host} is a public address. Load only what is yours, or what you were asked to load.`,
    type: (host) => `Type ${host} to start`,
    start: 'Start load',
  },
  privateLead: (host) => `${host} is not this machine but one of a private network.`,
  resolves: 'Addresses',
  profiles: 'Profiles under',
  request: 'Requests',
  amount: 'Amount',
  closed: (connections, seconds) => `as fast as ${connected(connections)} can, for up to ${seconds} s`,
  open: (rate, connections, seconds) =>
    `${rate} a second over ${connected(connections)}, for up to ${seconds} s`,
  first: 'First answer',
  answered: (status, bytes, ms) => `${status}, ${bytes} bytes in ${ms} ms`,
  notAnswered: (code) => `none (${code})`,
  notTried: 'not tried, as it may change something',
  notYetTried: 'not tried before you agree',
  unsafe: (methods) =>
    `${methods} requests change things there: each of them may write, send or delete, many times a second.`,
  script: 'decided by a script',
  mistyped: (typed) => `“${typed}” is not the host.`,
  missing: 'The host has to be typed.',
  cancel: 'Cancel',
  once: 'You are asked once for this host, until Flamebench is closed.',
  eachTime: 'You are asked each time.',
};

const zh: ConfirmWords = {
  language: 'zh-CN',
  read: {
    title: '从另一台机器获取剖析文件？',
    publicLead: (host) => `${host} 是公网地址。确实要访问该服务时才继续。`,
    type: (host) => `输入 ${host} 以继续`,
    start: '获取',
  },
  load: {
    title: '对另一台机器施加负载？',
    publicLead: (host) => `${host} 是公网地址。只对自己的服务，或受托压测的服务施加负载。`,
    type: (host) => `输入 ${host} 以开始`,
    start: '开始施加负载',
  },
  privateLead: (host) => `${host} 不是本机，而是私有网络中的机器。`,
  resolves: '地址',
  profiles: '剖析文件位置',
  request: '请求',
  amount: '强度',
  closed: (connections, seconds) => `${connections} 个连接全速请求，最长 ${seconds} 秒`,
  open: (rate, connections, seconds) => `每秒 ${rate} 个请求，${connections} 个连接，最长 ${seconds} 秒`,
  first: '首个响应',
  answered: (status, bytes, ms) => `${status}，${bytes} 字节，${ms} 毫秒`,
  notAnswered: (code) => `无（${code}）`,
  notTried: '未试发，因为可能产生修改',
  notYetTried: '同意之前不试发',
  unsafe: (methods) => `${methods} 请求会产生修改：每秒会多次写入、发送或删除。`,
  script: '由脚本决定',
  mistyped: (typed) => `“${typed}”不是该主机。`,
  missing: '必须输入主机名。',
  cancel: '取消',
  once: '在 Flamebench 关闭之前，同一主机只询问一次。',
  eachTime: '每次都会询问。',
};

export const confirmWords: Readonly<Record<WindowLanguage, ConfirmWords>> = { en, zh };
