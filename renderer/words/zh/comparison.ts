import type { LoadPart } from '../../../engine/stats/warnings';
import { formatValue } from '../../../engine/units/format';
import type { comparison as english } from '../en/comparison';

const percent = (share: number) => `${(100 * share).toFixed(1)}%`;
const short = (buildId: string) => (buildId.length <= 12 ? buildId : `${buildId.slice(0, 12)}…`);

const parts = (list: readonly LoadPart[]) => list.map(partWords).join('、') || '无此项';

function partWords(part: LoadPart): string {
  switch (part.part) {
    case 'said':
      return part.text;
    case 'targets':
      return `${part.requests} 个请求轮流发送`;
    case 'body':
      return `${part.characters} 个字符的请求体`;
    case 'no-rate':
      return '不限速率';
    case 'pipeline':
      return `流水线 ${part.requests} 个请求`;
    case 'close':
      return '每个请求后关闭连接';
  }
}

export const comparison: typeof english = {
  warning(warning) {
    switch (warning.about) {
      case 'load':
        return `两侧的负载不同：前者：${parts(warning.before)}；后者：${parts(warning.after)}。`;
      case 'one-loaded':
        return `只有${warning.loaded === 'before' ? '前' : '后'}一侧施加了负载，另一侧只是服务自身的活动。`;
      case 'duration':
        return `两侧采集时长不同：前者 ${formatValue(warning.before, 'seconds')}，后者 ${formatValue(warning.after, 'seconds')}。请按每请求或按占比对比。`;
      case 'period':
        return `两侧采样间隔不同：前者 ${formatValue(warning.before, warning.unit)}，后者 ${formatValue(warning.after, warning.unit)}。样本数不可直接对比。`;
      case 'build':
        return `两侧的构建不同：前者 ${short(warning.before)}，后者 ${short(warning.after)}。`;
      case 'errors':
        return `两侧的失败率不同：前者 ${percent(warning.before)}，后者 ${percent(warning.after)}。两侧做的并不是同样的工作。`;
    }
  },
  both: (before, after) => `${before} 与 ${after}`,
  round: (number) => `第 ${number} 轮`,
  roundsField: '轮数',
  rounds: (count) => `${count} 轮`,
  requests: (count) => `${count} 个请求`,
  brokenRun: (reason) => `这次运行中断，只保留了中断前的测量结果：${reason}`,
  cancelledRun: '这次运行在计划完成前被取消，保留了已完成的轮次。',
  sideTaken: (side) => `这次运行测量了两侧；此处取其中的 ${side} 一侧。`,
  fewRounds: '每侧少于三轮时，很难区分变化与噪声。',
  kinds: {
    cpu: 'CPU',
    heap: '堆',
    allocs: '分配',
    mutex: '互斥锁',
    block: '阻塞',
    goroutine: 'Goroutine',
  },
};
