#include "features/chat_settings/chat_settings.h"

#include <algorithm>

#include <boost/json/array.hpp>
#include <fmt/format.h>

#include "base/json.h"

namespace madoguchi::features {
namespace {

using base::JsonReader;
using base::Language;
using base::Seconds;
using base::Text3;

constexpr double kLeastContrast = 4.5;  // WCAG 2.2, 1.4.3
constexpr std::size_t kMaxOrigins = 50;
constexpr base::TextLimits kText{.max = 1000};
constexpr base::TextLimits kLine{.max = 1000, .one_line = true};
constexpr base::TextLimits kAddress{.max = 500, .one_line = true};

/// A text that exists in some language must exist in the one that the others fall back to.
Text3 read_text(JsonReader& body, std::string_view key, base::TextLimits limits,
                Language standard) {
  Text3 text = body.text3(key, limits);
  const bool has_any = !text.ja.empty() || !text.en.empty() || !text.ko.empty();
  if (has_any && text.in(standard).empty()) {
    body.refuse(fmt::format("{}.{}", key, base::language_name(standard)),
                "a text in the service's standard language, when there is one in another");
  }
  return text;
}

std::string read_color(JsonReader& body) {
  std::string color = body.string("color", {.min = 7, .max = 7});
  const auto contrast = base::contrast_against_white(color);
  if (!contrast) body.refuse("color", "a color as #rrggbb");
  if (contrast && *contrast < kLeastContrast) {
    body.refuse("color", fmt::format("a contrast of at least 4.5 to 1 against white (this one: "
                                     "{:.2f} to 1)",
                                     *contrast));
  }
  return color;
}

std::string read_address(JsonReader& body, std::string_view key) {
  std::string address = body.string(key, kAddress);
  if (!address.empty() && !base::is_web_address(address)) {
    body.refuse(key, "an https address, or nothing");
  }
  return address;
}

std::vector<std::string> read_origins(JsonReader& body) {
  std::vector<std::string> origins;
  std::size_t index = 0;
  for (const std::string& text : body.string_array("origins", kMaxOrigins, {.max = 200})) {
    const auto origin = base::normal_origin(text);
    if (!origin) body.refuse(fmt::format("origins[{}]", index), "a site: https://shop.example");
    const bool is_new = origin && std::ranges::find(origins, *origin) == origins.end();
    if (is_new) origins.push_back(*origin);
    ++index;
  }
  return origins;
}

ChatTimers read_timers(JsonReader& body) {
  const Seconds end(body.integer("silenceEndSeconds", 0, 86'400));
  const Seconds warning(body.integer("silenceWarningSeconds", 0, 86'400));
  const Seconds deadline(body.integer("openDeadlineSeconds", 10, 3'600));
  const bool warns_in_time = warning.count() == 0 || end.count() == 0 || warning < end;
  if (!warns_in_time) body.refuse("silenceWarningSeconds", "less than silenceEndSeconds");
  return {end, warning, deadline};
}

boost::json::object text_json(const Text3& text) {
  return {{"ja", text.ja}, {"en", text.en}, {"ko", text.ko}};
}

}  // namespace

bool ChatSettings::allows(std::string_view origin) const {
  return std::ranges::find(origins, origin) != origins.end();
}

ChatSettings standard_chat_settings(const std::string& service_name) {
  return {
      .title = {service_name, service_name, service_name},
      .color = "#274a78",
      .hours_text = {"平日 10:00〜18:00", "Weekdays 10:00-18:00", "평일 10:00~18:00"},
      .greeting = {"こんにちは。ご用件をお書きください。担当者がお答えします。",
                   "Hello. Tell us what we can do for you, and one of us will answer.",
                   "안녕하세요. 문의하실 내용을 적어 주시면 담당자가 답변해 드립니다."},
      .consent_required = true,
      .consent_text = {"お問い合わせへの対応のために、入力された内容と接続情報を利用します。",
                       "We use what you write and your connection data to answer your inquiry.",
                       "문의에 답변해 드리기 위해 입력하신 내용과 접속 정보를 이용합니다."},
      .consent_url = "",
      .offline_text = {"ただいま担当者が不在です。営業時間内にあらためてお越しください。",
                       "Nobody is here right now. Please come back during our hours.",
                       "지금은 담당자가 자리에 없습니다. 운영 시간에 다시 찾아 주세요."},
      .inquiry_url = "",
      .end_text = {"お問い合わせありがとうございました。", "Thank you for contacting us.",
                   "문의해 주셔서 감사합니다."},
      .origins = {},
      .timers = {},
      .web_call_queue = std::nullopt,
  };
}

ChatSettings read_chat_settings(JsonReader& body, Language standard) {
  ChatSettings settings{
      .title = read_text(body, "title", kLine, standard),
      .color = read_color(body),
      .hours_text = read_text(body, "hoursText", kText, standard),
      .greeting = read_text(body, "greeting", kText, standard),
      .consent_required = body.boolean("consentRequired"),
      .consent_text = read_text(body, "consentText", kText, standard),
      .consent_url = read_address(body, "consentUrl"),
      .offline_text = read_text(body, "offlineText", kText, standard),
      .inquiry_url = read_address(body, "inquiryUrl"),
      .end_text = read_text(body, "endText", kText, standard),
      .origins = read_origins(body),
      .timers = read_timers(body),
      .web_call_queue = body.nullable_id<base::QueueId>("webCallQueueId"),
  };
  if (settings.consent_required && settings.consent_text.in(standard).empty()) {
    body.refuse(fmt::format("consentText.{}", base::language_name(standard)),
                "the text that customers agree to, when consent is required");
  }
  return settings;
}

boost::json::object chat_settings_json(const ChatSettings& settings) {
  return {
      {"title", text_json(settings.title)},
      {"color", settings.color},
      {"hoursText", text_json(settings.hours_text)},
      {"greeting", text_json(settings.greeting)},
      {"consentRequired", settings.consent_required},
      {"consentText", text_json(settings.consent_text)},
      {"consentUrl", settings.consent_url},
      {"offlineText", text_json(settings.offline_text)},
      {"inquiryUrl", settings.inquiry_url},
      {"endText", text_json(settings.end_text)},
      {"origins", boost::json::array(settings.origins.begin(), settings.origins.end())},
      {"silenceEndSeconds", settings.timers.silence_end.count()},
      {"silenceWarningSeconds", settings.timers.silence_warning.count()},
      {"openDeadlineSeconds", settings.timers.open_deadline.count()},
      {"webCallQueueId", base::json_or_null(settings.web_call_queue)},
  };
}

}  // namespace madoguchi::features
