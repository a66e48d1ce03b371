#include "features/contacts/message_queries.h"

#include <algorithm>

#include "features/files/message_files.h"

#define SELECT_MESSAGE                                                                         \
  "SELECT service_id, contact_id, thread_id, id, number, kind, text, author_id, author_name, " \
  "client_id, at, "                                                                            \
  "system_what, system_name, file_count FROM messages "

namespace madoguchi::features::message_queries {
namespace {

using storage::Connection;
using storage::Sql;

constexpr Sql kBefore{"messages.of_thread", SELECT_MESSAGE
                      "WHERE service_id = :service AND thread_id = :thread AND id < :before "
                      "ORDER BY id DESC LIMIT :limit"};
constexpr Sql kAfter{"messages.of_thread_after", SELECT_MESSAGE
                     "WHERE service_id = :service AND thread_id = :thread AND id > :after "
                     "ORDER BY id LIMIT :limit"};
constexpr Sql kSince{"messages.changed_since", SELECT_MESSAGE
                     "WHERE service_id = :service AND contact_id = :contact "
                     "AND changed_number > :since ORDER BY id LIMIT :limit"};
constexpr Sql kByNumber{
    "messages.by_number",
    SELECT_MESSAGE "WHERE service_id = :service AND contact_id = :contact AND number = :number"};

base::Result<std::vector<Message>> select(Connection& db, const Sql& sql, base::ServiceId service,
                                          const auto&... params) {
  using Int = std::int64_t;
  using Text = std::string;
  auto rows =
      db.rows<base::ServiceId, base::ContactId, base::ThreadId, base::MessageId, Int, Text, Text,
              std::optional<base::OperatorId>, Text, Text, base::Time, Text, Text, Int>(
          sql, service, params...);
  if (!rows) return base::fail(std::move(rows).error());
  std::vector<Message> messages;
  messages.reserve(rows->size());
  for (auto& [of, contact, thread, id, number, kind, text, author, author_name, client_id, at, what,
              name, files] : *rows) {
    Message message{of,
                    contact,
                    thread,
                    id,
                    number,
                    std::move(kind),
                    std::move(text),
                    author,
                    std::move(author_name),
                    std::move(client_id),
                    at,
                    {},
                    {}};
    if (files > 0) {
      MDG_ASSIGN(message.files, files_of_message(db, service, id));
    }
    if (!what.empty()) message.system = SystemLine{std::move(what), std::move(name)};
    messages.push_back(std::move(message));
  }
  return messages;
}

}  // namespace

Messages of_thread(Connection& db, base::ServiceId service, base::ThreadId thread, Page page) {
  MDG_ASSIGN(auto messages,
             select(db, kBefore, service, thread, page.before.value_or(INT64_MAX), page.limit));
  std::ranges::reverse(messages);
  return messages;
}

Messages of_thread_after(Connection& db, base::ServiceId service, base::ThreadId thread,
                         base::MessageId after, int limit) {
  return select(db, kAfter, service, thread, after, limit);
}

Messages changed_since(Connection& db, base::ServiceId service, base::ContactId contact,
                       std::int64_t since, int limit) {
  return select(db, kSince, service, contact, since, limit);
}

base::Result<std::optional<Message>> find_by_number(Connection& db, base::ServiceId service,
                                                    base::ContactId contact, std::int64_t number) {
  MDG_ASSIGN(auto found, select(db, kByNumber, service, contact, number));
  if (found.empty()) return std::optional<Message>{};
  return std::optional(std::move(found.front()));
}

}  // namespace madoguchi::features::message_queries
