/** Names that real profiles hold and that pictures and tables trip over. */

/** A C++ template instance of 2,000 characters, as linkers give them. */
const template = cut(
  `std::__1::__tree<${'std::__1::basic_string<char, std::__1::char_traits<char>, std::__1::allocator<char>>, '.repeat(30)}`,
  1_960,
);

export const absurdNames: readonly string[] = [
  `${template}>::__emplace_unique_key_args(long)`,
  'com.example.orders.internal.pipeline.OrderPipelineConfiguration$$Lambda$1234567/0x00000008010d6c40.lambda$applyAllTheRules$17(java.util.function.BiFunction, java.util.concurrent.CompletableFuture)',
  `github.com/example-organisation/extremely-long-repository-name/internal/${'deeply/nested/'.repeat(12)}package.(*VeryLongReceiverTypeName[go.shape.struct { Key string; Value []uint8 }]).MethodWithARatherLongName.func1.2.3`,
  `${'NoPlaceToBreak'.repeat(20)}`,
  '<alloc::vec::Vec<T,A> as core::iter::traits::collect::FromIterator<core::result::Result<alloc::string::String, serde_json::error::Error>>>::from_iter',
];

/** A path of 300 characters; its end says most. */
export const absurdPath = `/${cut('home/builder/work/checkouts/'.repeat(12), 288)}main.cc.inc`;

/** Other scripts, both directions, characters that draw nothing or break lines, and no name at all. */
export const strangeNames: readonly string[] = [
  '处理请求::解析::标题(字符串)',
  'リクエスト処理.パイプライン.実行する',
  'שירות::בקשה::עיבוד',
  'خدمة.معالجة.الطلب',
  '🔥render👩‍👩‍👧‍👦::frame🇫🇷',
  'line\nbreak\r\nin a\tname',
  'control\u0000\u0007\u001b[31mcharacters\u007f',
  'reversed\u202egnirts\u202c.after',
  'zero\u200bwidth\u200d\ufeffspaces',
  'Z̴̛̤̲͎a̷̢̱͖l̶̰̑g̵̩̍o̷͎͝',
  '   ',
  '',
  '<img src=x onerror=alert(1)>',
];

function cut(text: string, length: number): string {
  return text.slice(0, length);
}
