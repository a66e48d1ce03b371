#include "app/trial.h"

#include <algorithm>
#include <array>

#include <sys/stat.h>

#include "base/file.h"
#include "base/run_to_end.h"
#include "base/secret.h"

namespace madoguchi::app {
namespace {

using base::Status;

constexpr std::string_view kOrganization = "株式会社こよみ舎";
constexpr std::string_view kService = "こよみ舎";
constexpr std::string_view kNumber = "0312345678";
constexpr int kCapacity = 5;

struct Person {
  std::string_view name;
  std::string_view email;
  std::string extension;
};
const Person kAdmin{"鈴木 彩", "suzuki@koyomisha.example", "200"};
const std::array kColleagues{Person{"田中 誠", "tanaka@koyomisha.example", "201"},
                             Person{"渡辺 剛", "watanabe@koyomisha.example", "202"}};

features::Principal trial_admin(base::OperatorId admin, base::ServiceId service) {
  features::Principal me;
  me.id = admin;
  me.services = {{service, features::ServiceRole::kServiceAdmin, true, true}};
  me.name = "trial";
  me.is_organization_admin = true;
  return me;
}

struct Passwords {
  std::string admin;
  std::array<std::string, kColleagues.size()> colleagues;
};

Passwords make_passwords(base::Random& random) {
  constexpr int kLength = 12;
  Passwords passwords{base::random_name(random, kLength), {}};
  for (std::string& one : passwords.colleagues) one = base::random_name(random, kLength);
  return passwords;
}

std::string line_of(const Person& who, const std::string& password) {
  return std::string(who.email) + " " + password + "\n";
}

std::string sign_in_lines(const Passwords& passwords) {
  std::string lines = line_of(kAdmin, passwords.admin);
  for (std::size_t n = 0; n < kColleagues.size(); ++n) {
    lines += line_of(kColleagues[n], passwords.colleagues[n]);
  }
  return lines;
}

Status write_private_file(const std::filesystem::path& path, std::string_view text) {
  if (!base::replace_file(path, text, S_IRUSR | S_IWUSR)) return {};
  return base::fail(base::ErrorCode::kUnavailable,
                    "The file " + path.string() + " cannot be written.");
}

/// Gives the admin a part in the service and adds the colleagues.
Status add_people(const TrialParts& parts, const features::Founded& founded,
                  const Passwords& passwords) {
  using features::ServiceRight;
  const features::Actor actor{{}, "trial", ""};
  const ServiceRight answers{founded.service, features::ServiceRole::kOperator, true, true};
  for (std::size_t n = 0; n < kColleagues.size(); ++n) {
    const Person& who = kColleagues[n];
    MDG_ASSIGN(const std::string hash, parts.passwords.hash_now(passwords.colleagues[n]));
    features::NewOperator fresh;
    fresh.name = who.name;
    fresh.email = who.email;
    fresh.chat_capacity = kCapacity;
    fresh.services = {answers};
    fresh.extension = who.extension;
    MDG_ASSIGN(const auto id, parts.db.write_now([&](storage::Connection& db) {
      return parts.operators.add_in(db, actor, fresh, hash);
    }));
    MDG_TRY(parts.operators.announce_now(id));
  }
  features::OperatorPatch patch;
  patch.chat_capacity = kCapacity;
  patch.services = {
      ServiceRight{founded.service, features::ServiceRole::kServiceAdmin, true, true}};
  patch.extension = kAdmin.extension;
  MDG_TRY(base::run_to_end(
      parts.operators.update(trial_admin(founded.admin, founded.service), founded.admin, patch)));
  return {};
}

features::ChatSettings shop_chat(features::ChatSettings chat) {
  chat.title = {"こよみ舎 お客様窓口", "Koyomisha support", "코요미샤 고객센터"};
  chat.color = "#3f5b4a";
  chat.hours_text = {"平日 9:00–18:00", "Weekdays 9:00–18:00", "평일 9:00–18:00"};
  chat.greeting = {"こんにちは。器のこと、お届けのこと、お気軽にお尋ねください。",
                   "Hello. Ask us anything about our tableware or your delivery.",
                   "안녕하세요. 그릇이나 배송에 대해 편하게 문의해 주세요."};
  return chat;
}

/// In the language of the trial's service.
features::MessageTemplateList shop_templates() {
  return {0,
          {{{},
            "あいさつ",
            "はじめのあいさつ",
            "お問い合わせありがとうございます。こよみ舎の担当です。ご用件をお聞かせください。"},
           {{},
            "あいさつ",
            "おわりのあいさつ",
            "ほかにご不明な点はございませんか。\nまたいつでもお声がけください。"},
           {{},
            "お届け",
            "お届け日の目安",
            "ご注文から3〜5営業日でお届けします。\n発送しましたら、伝票番号をメールでお知らせします"
            "。"}}};
}

Status set_up_chat(const TrialParts& parts, const features::Founded& founded) {
  const auto entry = parts.directory.find(founded.service);
  if (!entry) return base::fail(base::ErrorCode::kInternal, "The trial's service is missing.");
  const auto admin = trial_admin(founded.admin, founded.service);
  features::ChatSettings chat = shop_chat(entry->chat);
  chat.web_call_queue = entry->queues.front().id;
  MDG_TRY(base::run_to_end(parts.chat_settings.replace(admin, founded.service, std::move(chat))));
  MDG_TRY(base::run_to_end(
      parts.ng_words.replace(admin, founded.service, {"ばか", "使えない", "idiot"})));
  MDG_TRY(
      base::run_to_end(parts.message_templates.replace(admin, founded.service, shop_templates())));
  return {};
}

}  // namespace

Status make_trial(TrialParts parts) {
  if (!parts.directory.all().empty()) return {};
  // Before what they are for: a trial that is cut off in between stays one that can be signed in
  // to.
  const Passwords passwords = make_passwords(parts.random);
  MDG_TRY(write_private_file(parts.data / kTrialSignInFile, sign_in_lines(passwords)));
  features::Founding founding;
  founding.organization_name = kOrganization;
  founding.name = kAdmin.name;
  founding.email = kAdmin.email;
  founding.password = passwords.admin;
  founding.service_name = kService;
  founding.time_zone = "Asia/Tokyo";
  MDG_ASSIGN(const auto founded, parts.setup.found_now(founding));
  MDG_TRY(add_people(parts, founded, passwords));
  return set_up_chat(parts, founded);
}

void add_trial_numbers(const features::ServiceEntry& service, Options& options) {
  if (options.trunks.empty()) {
    voice::Trunk here;
    here.name = "trial";
    here.hosts = {*voice::NetAddress::parse("127.0.0.1")};
    here.is_asked = false;  // softphones call from any port and need not answer at one
    options.trunks = {std::move(here)};
  }
  if (!options.numbers.empty()) return;
  const std::string& key = service.service.key;
  options.numbers = {{std::string(kNumber), key, ""}, {"*", key, ""}};
}

Status allow_shop(const features::ServiceEntry& service, const std::string& shop_origin,
                  features::ChatSettingsService& chat_settings) {
  if (service.chat.allows(shop_origin)) return {};
  features::ChatSettings chat = service.chat;
  chat.origins = {shop_origin};
  MDG_TRY(base::run_to_end(chat_settings.replace(trial_admin({}, service.service.id),
                                                 service.service.id, std::move(chat))));
  return {};
}

}  // namespace madoguchi::app
