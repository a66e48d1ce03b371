#include "features/message_templates/message_templates_store.h"

#include <algorithm>
#include <utility>

namespace madoguchi::features {
namespace {

using base::MessageTemplateId;
using base::ServiceId;
using base::Status;
using storage::Connection;
using storage::Sql;
using Text = std::string;
using Templates = std::vector<MessageTemplate>;

constexpr Sql kVersion{"message_templates.version",
                       "SELECT version FROM message_template_lists WHERE service_id = :service"};

constexpr Sql kSetVersion{
    "message_templates.set_version",
    "INSERT INTO message_template_lists (service_id, version) VALUES (:service, :version) "
    "ON CONFLICT (service_id) DO UPDATE SET version = excluded.version"};

constexpr Sql kList{"message_templates.list",
                    "SELECT id, group_name, name, text FROM message_templates "
                    "WHERE service_id = :service ORDER BY position, id"};

constexpr Sql kPut{
    "message_templates.put",
    "INSERT INTO message_templates (service_id, id, position, group_name, name, text) "
    "VALUES (:service, :id, :position, :group, :name, :text) "
    "ON CONFLICT (service_id, id) DO UPDATE SET position = excluded.position, "
    "group_name = excluded.group_name, name = excluded.name, text = excluded.text"};

constexpr Sql kRemove{"message_templates.remove",
                      "DELETE FROM message_templates WHERE service_id = :service AND id = :id"};

Status remove_missing(Connection& db, ServiceId service, const Templates& before,
                      const Templates& after) {
  for (const MessageTemplate& one : before) {
    if (std::ranges::find(after, one.id, &MessageTemplate::id) != after.end()) continue;
    MDG_TRY(db.execute(kRemove, service, one.id));
  }
  return {};
}

/// The place in the list is the position, so a row is the same when both are.
Status put_changed(Connection& db, ServiceId service, const Templates& before,
                   const Templates& after) {
  for (std::size_t n = 0; n < after.size(); ++n) {
    const MessageTemplate& one = after[n];
    if (n < before.size() && before[n] == one) continue;
    MDG_TRY(db.execute(kPut, service, one.id, static_cast<std::int64_t>(n), one.group, one.name,
                       one.text));
  }
  return {};
}

}  // namespace

base::Result<MessageTemplateList> message_templates_of(Connection& db, ServiceId service) {
  MessageTemplateList list;
  MDG_ASSIGN(const auto version, db.row<std::int64_t>(kVersion, service));
  if (version) list.version = std::get<0>(*version);
  MDG_ASSIGN(auto rows, (db.rows<MessageTemplateId, Text, Text, Text>(kList, service)));
  for (auto& [id, group, name, text] : rows) {
    list.templates.push_back({id, std::move(group), std::move(name), std::move(text)});
  }
  return list;
}

Status save_message_templates(Connection& db, ServiceId service, const MessageTemplateList& before,
                              const MessageTemplateList& after) {
  MDG_TRY(remove_missing(db, service, before.templates, after.templates));
  MDG_TRY(put_changed(db, service, before.templates, after.templates));
  MDG_TRY(db.execute(kSetVersion, service, after.version));
  return {};
}

}  // namespace madoguchi::features
