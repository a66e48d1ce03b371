#include "features/chat_settings/chat_settings_store.h"

#include <algorithm>
#include <array>
#include <utility>

namespace madoguchi::features {
namespace {

using base::Seconds;
using base::ServiceId;
using storage::Connection;
using storage::Sql;
using Text = std::string;

constexpr Sql kLoad{
    "chat_settings.load",
    "SELECT color, consent_required, consent_url, inquiry_url, silence_end_seconds, "
    "silence_warning_seconds, open_deadline_seconds, web_call_queue_id FROM chat_settings WHERE "
    "service_id = :service"};

constexpr Sql kSave{
    "chat_settings.save",
    "INSERT INTO chat_settings (service_id, color, consent_required, consent_url, inquiry_url, "
    "silence_end_seconds, silence_warning_seconds, open_deadline_seconds, web_call_queue_id) "
    "VALUES "
    "(:service, :color, :consent_required, :consent_url, :inquiry_url, :silence_end, "
    ":silence_warning, :open_deadline, :web_call_queue) ON CONFLICT (service_id) DO UPDATE SET "
    "color = excluded.color, "
    "consent_required = excluded.consent_required, consent_url = excluded.consent_url, "
    "inquiry_url = excluded.inquiry_url, silence_end_seconds = excluded.silence_end_seconds, "
    "silence_warning_seconds = excluded.silence_warning_seconds, open_deadline_seconds = "
    "excluded.open_deadline_seconds, web_call_queue_id = excluded.web_call_queue_id"};

constexpr Sql kQueue{"chat_settings.queue",
                     "SELECT id FROM queues WHERE service_id = :service AND id = :queue"};

constexpr Sql kLoadTexts{"chat_texts.load",
                         "SELECT name, ja, en, ko FROM chat_texts WHERE service_id = :service"};

constexpr Sql kSaveText{
    "chat_texts.save",
    "INSERT INTO chat_texts (service_id, name, ja, en, ko) VALUES (:service, :name, :ja, :en, :ko) "
    "ON CONFLICT (service_id, name) DO UPDATE SET ja = excluded.ja, en = excluded.en, "
    "ko = excluded.ko"};

constexpr Sql kLoadOrigins{
    "chat_origins.load",
    "SELECT origin FROM chat_origins WHERE service_id = :service ORDER BY position"};

constexpr Sql kDeleteOrigins{"chat_origins.delete",
                             "DELETE FROM chat_origins WHERE service_id = :service"};

constexpr Sql kAddOrigin{"chat_origins.add",
                         "INSERT INTO chat_origins (service_id, position, origin) VALUES "
                         "(:service, :position, :origin)"};

struct NamedText {
  std::string_view name;
  base::Text3 ChatSettings::*text;
};

constexpr std::array kTexts{
    NamedText{"title", &ChatSettings::title},
    NamedText{"hours", &ChatSettings::hours_text},
    NamedText{"greeting", &ChatSettings::greeting},
    NamedText{"consent", &ChatSettings::consent_text},
    NamedText{"offline", &ChatSettings::offline_text},
    NamedText{"end", &ChatSettings::end_text},
};

base::Status load_texts(Connection& db, ServiceId service, ChatSettings& settings) {
  MDG_ASSIGN(auto rows, (db.rows<Text, Text, Text, Text>(kLoadTexts, service)));
  for (auto& [name, ja, en, ko] : rows) {
    const auto known = std::ranges::find(kTexts, std::string_view(name), &NamedText::name);
    if (known == kTexts.end()) continue;
    settings.*known->text = {std::move(ja), std::move(en), std::move(ko)};
  }
  return {};
}

base::Status load_origins(Connection& db, ServiceId service, ChatSettings& settings) {
  MDG_ASSIGN(auto rows, (db.rows<Text>(kLoadOrigins, service)));
  for (auto& [origin] : rows) settings.origins.push_back(std::move(origin));
  return {};
}

}  // namespace

base::Result<ChatSettings> load_chat_settings(Connection& db, ServiceId service) {
  using Queue = std::optional<base::QueueId>;
  MDG_ASSIGN(auto row, (db.row<Text, bool, Text, Text, int, int, int, Queue>(kLoad, service)));
  if (!row) return base::fail(base::ErrorCode::kNotFound);
  auto& [color, consent_required, consent_url, inquiry_url, end, warning, deadline, queue] = *row;
  ChatSettings settings;
  settings.color = std::move(color);
  settings.consent_required = consent_required;
  settings.consent_url = std::move(consent_url);
  settings.inquiry_url = std::move(inquiry_url);
  settings.timers = {Seconds(end), Seconds(warning), Seconds(deadline)};
  settings.web_call_queue = queue;
  MDG_TRY(load_texts(db, service, settings));
  MDG_TRY(load_origins(db, service, settings));
  return settings;
}

base::Status save_chat_settings(Connection& db, ServiceId service, const ChatSettings& settings) {
  const ChatTimers& timers = settings.timers;
  MDG_TRY(db.execute(kSave, service, settings.color, settings.consent_required,
                     settings.consent_url, settings.inquiry_url, timers.silence_end.count(),
                     timers.silence_warning.count(), timers.open_deadline.count(),
                     settings.web_call_queue));
  for (const auto& [name, member] : kTexts) {
    const base::Text3& text = settings.*member;
    MDG_TRY(db.execute(kSaveText, service, name, text.ja, text.en, text.ko));
  }
  MDG_TRY(db.execute(kDeleteOrigins, service));
  int position = 0;
  for (const Text& origin : settings.origins) {
    MDG_TRY(db.execute(kAddOrigin, service, position++, origin));
  }
  return {};
}

base::Status require_queue(Connection& db, ServiceId service, const ChatSettings& settings) {
  if (!settings.web_call_queue) return {};
  MDG_ASSIGN(const auto known, (db.row<base::QueueId>(kQueue, service, *settings.web_call_queue)));
  if (known) return {};
  return base::fail(base::invalid_input("webCallQueueId", "a queue of the service, or null"));
}

}  // namespace madoguchi::features
