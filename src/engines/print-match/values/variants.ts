/**
 * 異体字: characters that mean the same in a name and are printed differently. Each group's first is what the others are
 * read as. Kept small and by hand: forms that municipal name data really carry (the 常用 form first).
 */
const GROUPS =
  '高髙 崎﨑嵜碕 辺邊邉 斎齋 斉齊 浜濱濵 沢澤 広廣 国國圀 島嶋嶌 桜櫻 真眞 恵惠 栄榮 円圓 ' +
  '館舘 亀龜 竜龍 鉄鐵銕 吉𠮷 土𡈽 富冨 峰峯 柳栁桺 徳德 瀬瀨 頼賴 青靑 清淸 曽曾 関關 ' +
  '権權 観觀 蔵藏 壱壹 弐貳 来來 礼禮 実實 寿壽 宝寶 将將 尽盡 属屬 岡崗 岳嶽 巌巖 巣巢 ' +
  '弁辨瓣辯 弥彌 万萬 与與 乗乘 予豫 亜亞 仏佛 会會 伝傳 体體 剣劍劒剱釼 勲勳 区區 厳嚴 ' +
  '参參 双雙 収收 台臺 塩鹽 壊壞 声聲 変變 奥奧 学學 対對 専專 帯帶 庁廳 応應 懐懷 戸戶 ' +
  '拝拜 拡擴 教敎 数數 昼晝 晩晚 暁曉 条條 枢樞 桧檜 検檢 楽樂 横橫 歓歡 歩步 歴歷 毎每 ' +
  '気氣 満滿 滝瀧 浅淺 渓溪 湾灣 潜潛 点點 為爲 焼燒 犠犧 独獨 狭狹 県縣 研硏 穂穗 穏穩 ' +
  '粋粹 経經 絵繪 継繼 続續 緑綠 縄繩 聡聰 芸藝 荘莊 薗園 薫薰 蛍螢 衛衞 覚覺 読讀 豊豐 ' +
  '軽輕 遥遙 郷鄉鄕 鉱鑛 銭錢 録錄 鎮鎭 隠隱 雑雜 霊靈 静靜 顔顏 顕顯 験驗 駅驛 駆驅 髪髮 ' +
  '鶏鷄 麦麥 黄黃 黒黑 斗鬥 姫姬 梅楳 野埜 杉椙 桑桒 崇崈 船舩 橋𣘺 渕淵渊 芦蘆 祢禰 鴎鷗 ' +
  '填塡 頬頰 剥剝 叱𠮟 掴摑 噛嚙 繋繫 蝉蟬 篭籠'

/** One character to one character; what is alone stands for itself. */
const READ_AS = new Map<string, string>()
for (const group of GROUPS.split(' ')) {
  const [first, ...others] = Array.from(group)
  for (const other of others) if (other !== first) READ_AS.set(other.normalize('NFKC'), first!.normalize('NFKC'))
}

/** Radicals that fonts share with the ideograph: a PDF names one where the other was meant. NFKC knows the Kangxi row only. */
const RADICALS = new Map(
  Object.entries({
    '⺠': '民',
    '⻁': '虎',
    '⻄': '西',
    '⻑': '長',
    '⻘': '青',
    '⻝': '食',
    '⻤': '鬼',
    '⻨': '麦',
    '⻩': '黄',
    '⻫': '斉',
    '⻭': '歯',
    '⻯': '竜',
    '⻲': '亀',
    '⺟': '母',
    '⻆': '角',
    '⻖': '阝',
    '⻌': '辶',
    '⺌': '小',
    '⺍': '小',
    '⻋': '車',
    '⻙': '韋',
    '⻚': '頁',
    '⻛': '風',
    '⻜': '飛',
    '⻢': '馬',
    '⻦': '鳥',
    '⻬': '斉',
    '⻱': '亀',
    '⼾': '戸',
    戶: '戸',
  }),
)
const ANY_RADICAL = /[\u2E80-\u2EF3戶]/g

/** The same glyph under another number: always read as one. */
export const withoutRadicals = (text: string): string => text.replace(ANY_RADICAL, (each) => RADICALS.get(each) ?? each)

/** 髙 → 高, 邉 → 辺: after {@link withoutRadicals} and NFKC. */
export function withoutVariants(text: string): string {
  let read = ''
  for (const each of text) read += READ_AS.get(each) ?? each
  return read
}
