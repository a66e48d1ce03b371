/** What the people of the pictures say. */
export type Language = "ja" | "en" | "ko";

export interface Guest {
  name: string;
  language: Language;
  pageTitle: string;
  words: string;
}

/** Customers of 鈴木 彩, in the order in which they come; the ones after the fifth wait in line. */
export const kGuests: readonly Guest[] = [
  {
    name: "高橋 美咲",
    language: "ja",
    pageTitle: "苔色の飯碗",
    words: "ギフト包装をお願いできますか？",
  },
  {
    name: "김민준",
    language: "ko",
    pageTitle: "먹빛 종지",
    words: "배송지를 변경하고 싶습니다. 가능할까요?",
  },
  {
    name: "Emily Carter",
    language: "en",
    pageTitle: "White bowl",
    words: "Hello! Do you ship the white bowl to Canada?",
  },
  {
    name: "株式会社ミナト商事",
    language: "ja",
    pageTitle: "法人のお客さまへ",
    words: "【再送】焼締の湯呑 30客のお見積書の有効期限につきまして、ご確認をお願いいたします。",
  },
  {
    name: "岡田 真理",
    language: "ja",
    pageTitle: "粉引の鉢",
    words: "昨日届いた粉引の鉢ですが、ふちが欠けていました。交換していただけますか？",
  },
  {
    name: "中村 大輔",
    language: "ja",
    pageTitle: "送料について",
    words: "送料はいくらからですか？",
  },
  { name: "", language: "ja", pageTitle: "墨の小鉢", words: "電子レンジで使えますか？" },
  {
    name: "小林 さくら",
    language: "ja",
    pageTitle: "ご注文の確認",
    words: "注文した湯呑の発送日を知りたいです。",
  },
];

/** A room in each language: what the operator and the customer went on to say. */
export interface RoomStory {
  guest: string;
  reply: string;
  attachment: string;
  answer: string;
  note: string;
  last: string;
  draft: string;
}

export const kRooms: Readonly<Record<Language, RoomStory>> = {
  ja: {
    guest: "岡田 真理",
    reply:
      "ご連絡ありがとうございます。ご不便をおかけして申し訳ございません。新しい鉢とお取り替えいたします。お手続きのご案内をお送りします。",
    attachment: "お取り替えのご案内.pdf",
    answer: "ありがとうございます。前の器は使えないので助かります。返送は着払いで大丈夫ですか？",
    note: "検品記録は確認済み。粉引の鉢は在庫3点、窯元への連絡は田中さんが対応中。",
    last: "はい、着払いの伝票を同封いたします。新しい鉢は本日中に発送いたします。",
    draft: "お届けは明後日の午前中の予定です。ご都合はいかがでしょうか。",
  },
  en: {
    guest: "Emily Carter",
    reply: "Hello Emily, thank you for writing. Yes, we ship to Canada; it takes about six days.",
    attachment: "International shipping.pdf",
    answer:
      "Great! Could you wrap it as a gift as well? It is for my sister’s birthday on the 30th.",
    note: "Customs form is prepared, tracked parcel. Watanabe checks the gift wrapping.",
    last: "Of course. We add a card and send it tomorrow, so that it arrives before the 30th.",
    draft: "What would you like us to write on the card?",
  },
  ko: {
    guest: "김민준",
    reply: "문의해 주셔서 감사합니다. 발송 전이라 배송지를 변경해 드릴 수 있습니다.",
    attachment: "배송지 변경 안내.pdf",
    answer: "다행이네요. 서울시 마포구 월드컵로 20, 3층으로 부탁드립니다.",
    note: "창고에 출고 보류 요청함. 송장은 내일 오전에 다시 발행.",
    last: "네, 말씀하신 주소로 변경했습니다. 내일 오전에 발송해 드리겠습니다.",
    draft: "송장 번호는 발송 후 바로 보내 드리겠습니다.",
  },
};

/** The conversation in the shop's widget. */
export interface ShopStory {
  path: string;
  name: string;
  words: string;
  reply: string;
  answer: string;
}

export const kShops: Readonly<Record<Language, ShopStory>> = {
  ja: {
    path: "/",
    name: "岡田 真理",
    words: "昨日届いた粉引の鉢、ふちが欠けていました…",
    reply:
      "申し訳ございません。お写真ありがとうございます。すぐに新しい鉢をお送りしてもよろしいでしょうか。",
    answer: "はい、お願いします。",
  },
  en: {
    path: "/en.html",
    name: "Emily Carter",
    words: "The white bowl that came yesterday has a chip in its rim…",
    reply: "We are sorry, and thank you for the photo. May we send you a new bowl right away?",
    answer: "Yes, please.",
  },
  ko: {
    path: "/ko.html",
    name: "김민준",
    words: "어제 받은 분청 사발의 가장자리가 깨져 있었어요…",
    reply: "죄송합니다. 사진 감사합니다. 바로 새 사발을 보내 드려도 될까요?",
    answer: "네, 부탁드립니다.",
  },
};
