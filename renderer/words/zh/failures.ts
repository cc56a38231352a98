import { Facts, type FactWords, oneLine } from '../../../engine/advice/facts';
import type { ErrorCode } from '../../../proto/errors';
import type { failures as english } from '../en/failures';
import { detail, subject as subjectName } from './details';

/** The facts that are worded where they arise; the others are names, numbers and a service's own words. */
const worded = /^(reason|looksLike|what|way|purpose)$/;

const words: FactWords = {
  detail: (text, name) => (worded.test(name) || text.startsWith('it redirects to ') ? detail(text) : text),
  bytes: (count) => `${count} 字节`,
};

/** What stands where a subject has no name. */
const unnamed: Readonly<Record<ErrorCode, string>> = {
  'empty-file': '该文件',
  'not-a-profile': '该文件',
  'malformed-profile': '该文件',
  'gzip-truncated': '该文件',
  'gzip-corrupt': '该文件',
  'too-large': '该文件',
  'file-not-found': '该文件',
  'permission-denied': '该文件',
  'disk-full': '该文件',
  'io-failed': '该文件',
  'run-broken': '',
  'bad-url': '该参数',
  'connection-refused': '该服务',
  'connection-lost': '该服务',
  'host-not-found': '该主机',
  'tls-failed': '该服务',
  'timed-out': '该服务',
  'http-status': '该服务',
  'no-pprof': '该服务',
  'target-not-confirmed': '该服务',
  'target-over-limit': '该服务',
  cancelled: '操作',
  'load-crashed': '该服务',
  'script-failed': '',
  'bad-argument': '该参数',
  'graph-failed': '图形',
  'desk-damaged': '设置文件',
  'tool-missing': '所需程序',
  internal: '该操作',
};

const sentences: Readonly<Record<ErrorCode, (subject: string, facts: Facts) => string>> = {
  'empty-file': (s) => `${s} 是空的：请重新采集，并确认写入它的程序已经结束`,
  'not-a-profile': (s, f) =>
    `${s} 不是剖析文件${f.part('，看起来是', 'looksLike')}：请打开由 /debug/pprof/ 或剖析器写出的文件`,
  'malformed-profile': (s, f) =>
    `剖析文件 ${s} 已损坏${f.part('（', 'reason', '）')}：请重新采集，或取得完好的副本`,
  'gzip-truncated': (s) => `${s} 的压缩数据不完整：请重新下载或复制，并确保完成`,
  'gzip-corrupt': (s, f) => `${s} 的压缩数据已损坏${f.part('（', 'reason', '）')}：请取得完好的副本`,
  'too-large': (s, f) =>
    `${s} 超过上限${f.size('（', 'limitBytes', '）')}：请缩短采集时间，或采集更小的剖析文件`,
  'file-not-found': (s) => `${s} 不存在：请检查路径，或文件是否已被移走`,
  'permission-denied': (s) => `没有权限访问 ${s}：请修改其权限，或换一个位置`,
  'disk-full': (s) => `磁盘空间不足，无法写入 ${s}：请腾出空间后再次保存；此前保存的内容没有改动`,
  'io-failed': (s, f) => `无法读写 ${s}${f.part('（', 'reason', '）')}：请检查磁盘后重试`,
  'run-broken': (s, f) =>
    `无法读取运行 ${s}${f.part('（', 'reason', '）')}：其中的剖析文件仍可逐个作为文件打开`,
  'bad-url': (s, f) =>
    `${s} 不是可用的 URL${f.part('（', 'reason', '）')}：请写成 http://127.0.0.1:6060 这样的形式`,
  'connection-refused': (s) => `${s} 没有应答：请启动服务，或检查端口`,
  'connection-lost': (s, f) =>
    `${s} 在响应中途关闭了连接${f.size('（已收到 ', 'receivedBytes', '）')}：请确认服务仍在运行，然后重试`,
  'host-not-found': (s) => `找不到名为 ${s} 的主机：请检查拼写，以及网络或 VPN 是否已连接`,
  'tls-failed': (s, f) =>
    `无法与 ${s} 建立安全连接${f.part('（', 'reason', '）')}：请检查其证书，或确认它是否只支持明文 http`,
  'timed-out': (s, f) =>
    `${s} 未能及时响应${f.part('（', 'seconds', ' 秒）')}：请确认服务没有卡住，或延长等待时间`,
  'http-status': (s, f) =>
    `${s} 返回了${f.part('状态码 ', 'status') || '错误'}${f.part('，内容为“', 'text', '”')}：` +
    '请解决服务所报告的问题，或检查路径',
  'no-pprof': (s) =>
    `${s} 在 /debug/pprof/ 下没有提供剖析文件：请在服务中启用（Go 中导入 net/http/pprof），或给出它所在的路径`,
  'target-not-confirmed': (s, f) =>
    `${f.text('kind') === 'read' ? `未从 ${s} 获取剖析文件` : `未对 ${s} 施加负载`}：${f.text('host') || '该主机'} 不是本机${f.part('，而是 ', 'address')}；` +
    `${f.text('way') || '请输入主机名，确认你有权对它施加负载'}`,
  'target-over-limit': (s, f) =>
    `未对 ${s} 施加负载：这是公网主机${f.part('，而计划的', 'what')}${f.part('超过 ', 'limit')}；` +
    '请调低，或改为压测自己的机器',
  cancelled: (s) => `${s} 已取消：可随时重新开始`,
  'load-crashed': (s, f) =>
    `对 ${s} 的负载自行停止了${f.part('（', 'reason', '）')}：请重新开始；若再次出现，请减少连接数`,
  'script-failed': (s, f) => `脚本 ${s} 运行失败${f.part('：', 'reason')}；请修正后重新开始`,
  'bad-argument': (s, f) => `${s} 无法使用${f.part('：', 'reason')}；请修改后重试`,
  'graph-failed': (s, f) =>
    `无法绘制${s}${f.part('（', 'reason', '）')}：` +
    (f.text('fault') === 'graphviz'
      ? '请用 -dot 写出，再用其他 Graphviz 绘制'
      : '请减少显示的函数，如命令行中的 -nodecount=40'),
  'desk-damaged': (s) => `${s} 中保存的窗口状态已损坏（至少部分损坏）：请重新打开缺少的内容`,
  'tool-missing': (s, f) =>
    `本机没有安装 ${s}${f.part('，', 'purpose', '需要它')}：请安装，或改用不需要它的视图`,
  internal: (s, f) =>
    `Flamebench 自身出错，未能完成：${s}${f.part('（', 'reason', '）')}；请附上这句话报告此问题`,
};

export const failures: typeof english = {
  sentence({ code, subject, facts }) {
    const name = subjectName(oneLine(subject)) || unnamed[code];
    // Latin words stand apart from Chinese ones by a space, and Chinese ones do not.
    const text = sentences[code](name, new Facts(facts, words));
    return `${text
      .replace(/(\p{Script=Han}) (?=\p{Script=Han})/gu, '$1')
      .replace(/ {2,}/g, ' ')
      .trim()}。`;
  },
  detail,
};
