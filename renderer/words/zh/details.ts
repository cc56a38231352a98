/** What failures happened to, where that has no name of its own, by how it is called where they arise. */
export const subjects: Readonly<Record<string, string>> = {
  'the library': '运行库',
  'the demo': '演示',
  'the demo service': '演示服务',
  'the experiment': '实验',
  'the analysis': '分析',
  'the call graph': '调用图',
  'the open dialog': '打开对话框',
  'the window': '窗口',
  'the window as it was': '恢复上次的窗口',
  'this view': '此视图',
  'the binary': '二进制文件',
  'the curl command': 'curl 命令',
  'the requests': '请求列表',
  'the body': '请求体',
  'header {}': '请求头 {}',
  'the certificate authority': 'CA 证书',
  "the client's certificate": '客户端证书',
  "the client's {}": '客户端{}',
  'a file opened before': '之前打开过的文件',
  'a load thread': '压测线程',
  'a first request to {}': '向 {} 发出的首个请求',
  'the flamebench that serves this page': '提供此页面的 flamebench',
  'the address of this page': '此页面的地址',
  'per request': '每请求',
  'sample type {}': '样本类型 {}',
  'search {}': '搜索 {}',
  'order of time': '按时间排列',
  'line {} of {}': '{1} 的第 {0} 行',
  'entry {} of {}': '{1} 的第 {0} 项',
};

/**
 * Details of failures in Chinese, by how they are worded where they arise; {} stands for what varies, {0} for the
 * first of it. A detail that is not here stays as it is: the words of a service, of the system, of a program, or
 * of a reader that says which rule a damaged file breaks.
 */
export const details: Readonly<Record<string, string>> = {
  // What a file that is no profile seems to be.
  'a Linux program': 'Linux 程序',
  'perf.data, which perf script turns into text that is read': 'perf.data，请先用 perf script 转成文本',
  'a Go execution trace': 'Go 执行跟踪',
  'a zip archive': 'zip 压缩包',
  'zstd-compressed data': 'zstd 压缩数据',
  'a PNG picture': 'PNG 图片',
  'binary data': '二进制数据',
  'blank space': '空白',
  'an HTML page': 'HTML 页面',
  text: '文本',

  // Addresses and requests.
  'it is empty': '为空',
  'it has spaces in it': '其中有空格',
  'its scheme is {}, and only http and https are spoken here': '协议为 {}，而这里只支持 http 和 https',
  'it is not of the form host:port/path': '不是“主机:端口/路径”的形式',
  'it holds a user name or password, which would be saved with every run':
    '其中含有用户名或密码，会随每次运行一起保存',
  'it is not an absolute URL': '不是绝对 URL',
  'it is not an absolute http URL': '不是绝对的 http URL',
  'it is neither an absolute URL nor a path': '既不是绝对 URL，也不是路径',
  'load speaks http and https, not {}': '负载只支持 http 和 https，不支持 {}',
  'a load goes to one origin, {}, and this is another': '一次负载只针对一个源 {}，而这是另一个',
  'it is not a method load can send': '不是负载能发送的方法',
  'it is longer than {} MB': '超过 {} MB',
  'the name is not one HTTP allows': '名称不符合 HTTP 规定',
  'the value holds a line break or another character HTTP does not allow': '值中含有换行或 HTTP 不允许的字符',
  'it is set from the body': '它由请求体决定',
  'they take {} MB, more than 256 MB, in memory': '占用内存 {} MB，超过 256 MB',
  'it is not a certificate in PEM': '不是 PEM 格式的证书',
  'it comes without its {}': '缺少对应的{}',
  'it redirects to {}': '重定向到 {}',
  'it belongs to a flamebench that has ended, so open the one that was printed last':
    '它属于已结束的 flamebench，请打开最近一次打印的地址',

  // What is taken over from elsewhere.
  'it asks {}, and the service here is {}': '它请求的是 {}，而这里的服务是 {}',
  'it holds {}': '内容有误：{}',
  '{} at character {}': '{}，在第 {} 个字符处',
  'a backslash with nothing behind it': '反斜杠后没有内容',
  'a quote that is never closed': '引号没有闭合',
  'something for a shell to expand': '有需要 shell 展开的内容',
  "it begins with '{}', not with curl": '以“{}”开头，而不是 curl',
  '{} has no value': '{} 缺少值',
  'forms of several parts (-F) cannot be taken over; give the body by --data-file':
    '无法导入多部分表单（-F）；请用 --data-file 给出请求体',
  'a load knows nothing of its option {}': '负载不支持它的选项 {}',
  'it names no URL': '没有 URL',
  'it names several URLs; give one': '有多个 URL；请只给一个',
  '-b names a file of cookies; give them as NAME=VALUE': '-b 指定了 cookie 文件；请写成 NAME=VALUE',
  '-H @FILE reads a file; give the headers themselves': '-H @FILE 会读取文件；请直接写请求头',
  "its header '{}' has no name and colon": '请求头“{}”缺少名称和冒号',
  'it reads its body from the file {}; give it by --data-file': '请求体来自文件 {}；请用 --data-file 给出',
  'it reads its body from a file; give it by --data-file': '请求体来自文件；请用 --data-file 给出',
  'it holds no http or https request': '其中没有 http 或 https 请求',
  'none of its {} requests goes to {}, but {} to {}': '其 {} 个请求中没有发往 {} 的，而有 {} 个发往 {}',
  'it holds {} requests to {}, more than {}': '其中有 {} 个请求发往 {}，超过 {} 个',
  'it is not JSON: {}': '不是 JSON：{}',
  'it has no log.entries, so it is no HAR file': '没有 log.entries，不是 HAR 文件',
  'it has no request with a method and a URL': '没有带方法和 URL 的请求',
  'its URL cannot be read: {}': 'URL 无法解析：{}',
  'its headers are no list': '请求头不是列表',
  'a header has no name and value': '有请求头缺少名称和值',
  'the parts of its form were not saved with it': '表单的各部分没有一并保存',
  "'{}' is no URL, path, or method and URL": '“{}”不是 URL、路径，也不是方法加 URL',
  '{} is not {}, and a load drives one of them': '{} 不是 {}，而一次负载只针对其中一个',
  'it has more than {} URLs': '超过 {} 个 URL',
  'it holds no URL': '其中没有 URL',
  "'{}' begins neither with http nor with /": '“{}”既不以 http 开头，也不以 / 开头',
  'it is a path, and no URL before it says of what': '它是路径，而前面没有 URL 说明属于谁',
  "'{}' is not a URL": '“{}”不是 URL',

  // Load.
  threads: '线程数',
  connections: '连接数',
  seconds: '秒数',
  'requests a second': '每秒请求数',
  'requests in a pipeline': '流水线请求数',
  'read other machines from the window of the app, or with flamebench record':
    '请在应用窗口中读取其他机器，或使用 flamebench record',
  'load other machines from the window of the app, or with flamebench record --confirm-host':
    '请在应用窗口中，或用 flamebench record --confirm-host 对其他机器施加负载',
  'it ended before the captures did': '它在采集完成前就结束了',
  'it had made all its requests before the captures were done': '采集完成前已发完全部请求',
  'its script ended it before the captures were done': '采集完成前脚本结束了它',
  'more than half of its requests failed': '超过一半的请求失败',
  'it could not connect': '无法连接',
  'it did not start': '没有启动',
  'it did not report when it was stopped': '停止后没有报告',
  '{} within {} s': '{1} 秒内{0}',
  'it was not ready after {} s': '{} 秒后仍未就绪',
  'it was still loading after {} s': '{} 秒后仍在加载',
  'a call took longer than {} s': '一次调用超过 {} 秒',
  'it imports modules, which scripts cannot': '它导入模块，而脚本不能导入',
  'it printed more than {} MB': '输出超过 {} MB',
  'it took more than {} MB of memory': '占用内存超过 {} MB',
  'its thread ended': '其线程已结束',
  '{} threads would take {} MB of memory with them': '{} 个线程共需占用 {} MB 内存',
  '{} were sent to other machines within a minute': '一分钟内已向其他机器发送 {} 个',
  '{} others run already': '已有 {} 个在运行',
  'it is not a plain file': '不是普通文件',
  'it is a folder, not a file': '这是文件夹，不是文件',
  'a call did not come back, and its thread was ended': '一次调用没有返回，其线程已被终止',
  'it threw {}': '抛出了 {}',
  'line {}: {}': '第 {} 行：{}',
  'it called os.exit({})': '调用了 os.exit({})',
  'it recursed too deeply': '递归过深',
  'it does not fit into memory': '内存放不下',
  'it raised an error that is no text': '抛出的错误不是文本',
  'a load thread exited with code {}': '压测线程退出，退出码 {}',
  'it runs already': '已在运行',
  'nothing is held there': '没有可取的数据',
  'it exited with code {}': '已退出，退出码 {}',
  'it was ended by {}': '被 {} 终止',
  'it could not be started: {}': '无法启动：{}',
  'not an IP address: {}': '不是 IP 地址：{}',
  'not connected within the timeout': '未能在超时前连接',
  'bytes arrived that no request asked for': '收到了没有请求过的字节',
  'the service closed the connection before its response was whole': '服务在响应完整之前关闭了连接',
  'the response came too late': '响应来得太晚',
  'the service closed the connection between responses': '服务在两个响应之间关闭了连接',
  'the response began and was not whole in time': '响应已开始，但未能按时完整',
  'no response came in time': '没有按时收到响应',
  'the connection closed inside a response': '连接在响应中途关闭',
  'its head is longer than {} bytes': '响应头超过 {} 字节',
  'it does not begin with HTTP/1.': '不以 HTTP/1. 开头',
  'its status line is malformed': '状态行格式有误',
  'its Content-Length is malformed': 'Content-Length 格式有误',
  'it switches protocols, which was not asked for': '未经请求就切换协议',
  'a chunk size is malformed': '分块大小格式有误',

  // Runs and their profiles.
  '{} is not JSON': '{} 不是 JSON',
  'it was saved in format {} by a newer Flamebench, and this one reads up to {}':
    '由更新版本的 Flamebench 以格式 {} 保存，而此版本最高支持 {}',
  'not a name for a file of a run': '不是运行中文件的名称',
  'no profile was named': '没有指定剖析文件',
  'a run of this name is there already': '已有同名的运行',
  'they have no kind of profile in common': '它们没有共同的剖析类型',
  'there is no sample type {} among {}': '{1} 中没有样本类型 {0}',
  'it has no sample type {}': '没有样本类型 {}',
  'it needs two profiles, not {}': '需要两个剖析文件，而不是 {} 个',
  'without a unit': '无单位',
  'one side counts {}, the other {}': '一侧的单位是 {}，另一侧是 {}',
  'two captures have no time in common': '两次采集没有共同的时间轴',
  'its samples are in no order of time': '其样本没有按时间排列',
  'it has no rounds': '没有轮次',
  'a side has no captures': '一侧没有采集',
  'no requests were counted while one of the captures was taken': '有一次采集期间没有统计请求数',
  'no requests were counted while the {} profile was taken': '有一侧采集期间没有统计请求数',
  '{} is not open': '{} 没有打开',
  'perf script says: {}': 'perf script 报告：{}',
  'its JSON is broken': 'JSON 已损坏',
  'its JSON is broken: {}': 'JSON 已损坏：{}',
  'several profiles are concatenated in it; they must be merged instead':
    '其中首尾拼接了多个剖析文件；应当改为合并',
  'it has no string table': '没有字符串表',

  // Analysis, pictures, files.
  'the analysis stopped': '分析停止了',
  'an answer could not be read': '有一个结果无法读取',
  'it stopped, and closed what was open; open it again': '它停止了，已打开的内容随之关闭；请重新打开',
  'it is laid out already': '已在布局',
  'it was not laid out within {} s': '{} 秒内未完成布局',
  'its thread ended early': '其线程提前结束',
  'some of it was not laid out': '有一部分没有布局',
  'its layout has no size': '布局没有尺寸',
  'it has a stray node': '有多余的节点',
  'it has a stray call': '有多余的调用',
  'it has a broken curve': '有损坏的曲线',
  'the picture is too large': '图片过大',
  'there is no 2D canvas': '没有 2D 画布',
  'it is no format that is written': '不是可写出的格式',
  'speedscope files cannot hold negative values': 'speedscope 文件不能保存负值',
  'the profile has no sample types': '剖析文件没有样本类型',
  'a {} cannot be written as {}': '{} 无法写成 {}',
  'a folder is named from the root on': '文件夹须为绝对路径',
  'it is no text': '不是文本',
  'it is not an ELF file': '不是 ELF 文件',
  'it is of another build: its build id is {}, not {}': '属于另一次构建：其 build id 为 {}，而不是 {}',
  'it ended with {}': '它以 {} 结束',
  instructions: '查看指令',
  certificate: '证书',
  key: '私钥',
  "the pattern '{}' is broken: {}": '正则表达式“{}”有误：{}',
  "the pattern '{}' is {}": '正则表达式“{}”有误：{}',
  'too large': '过大',
  'not understood': '无法理解',
  'a ) without its (': '有 ) 而没有 (',
  'a ( without its )': '有 ( 而没有 )',
  'a [ without its ]': '有 [ 而没有 ]',
  'a repetition of a repetition': '重复之上又有重复',
  'nothing before {} to repeat': '{} 之前没有可重复的内容',
  'a group without name': '分组缺少名称',
  '(?{} is not supported': '不支持 (?{}',
  'a \\ at its end': '以 \\ 结尾',
  'a backreference, which is not supported': '不支持反向引用',
  '\\{} means nothing': '\\{} 没有意义',
  'a range that ends before it starts': '范围的终点在起点之前',
  '{} is too many': '{} 太多',
  '{} ends before it starts': '{} 的终点在起点之前',
  'groups in groups in groups without end': '分组嵌套过深',
  "there is no character class '{}'": '没有字符类 {}',
  'there is no character class {}': '没有字符类 {}',
};

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** Finds texts by a list such as the above. What varies may be a detail itself, if it is several words or stands last. */
function translator(list: Readonly<Record<string, string>>): (text: string) => string {
  const forms = Object.entries(list)
    .filter(([english]) => english.includes('{}'))
    // The longest first, as it says most.
    .sort(([a], [b]) => b.length - a.length)
    .map(([english, chinese]) => {
      const pattern = new RegExp(`^${english.split('{}').map(escaped).join('(.+?)')}$`, 'su');
      return { pattern, chinese };
    });
  return (text) => {
    if (Object.hasOwn(list, text)) return list[text]!;
    for (const { pattern, chinese } of forms) {
      const parts = pattern.exec(text)?.slice(1);
      if (parts === undefined) continue;
      const known = parts.map((part, i) =>
        part.includes(' ') || i === parts.length - 1 ? detail(part) : part,
      );
      let next = 0;
      return chinese.replace(/\{(\d?)\}/g, (_, at: string) => known[at === '' ? next++ : Number(at)] ?? '');
    }
    return text;
  };
}

const findDetail = translator(details);

/** A detail in Chinese, as far as it is known. */
export function detail(text: string): string {
  return findDetail(text);
}

/** What a failure happened to, in Chinese where it is no name. */
export const subject = translator(subjects);
