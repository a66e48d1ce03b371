#include "features/files/files_store.h"

#include "desk/names.h"

namespace madoguchi::features::files_store {
namespace {

using storage::Connection;
using storage::Sql;

constexpr Sql kAddContents{
    "files.add_contents",
    "INSERT INTO file_contents (service_id, sha256, size, uses) VALUES (:service, :sha256, :size, "
    "1) "
    "ON CONFLICT (service_id, sha256) DO UPDATE SET uses = file_contents.uses + 1"};
constexpr Sql kAdd{"files.add",
                   "INSERT INTO files (service_id, id, sha256, name, type, size, width, height, "
                   "visitor_id, operator_id, created_at) VALUES (:service, :id, :sha256, :name, "
                   ":type, :size, :width, :height, :visitor, :operator, :now)"};
constexpr Sql kFind{"files.find",
                    "SELECT f.id, f.name, f.type, f.size, f.width, f.height, f.sha256, "
                    "f.visitor_id, f.operator_id, f.thread_id, f.message_id, m.kind FROM files f "
                    "LEFT JOIN messages m ON m.service_id = f.service_id AND m.id = f.message_id "
                    "WHERE f.service_id = :service AND f.id = :id"};
constexpr Sql kOfMessage{"files.of_message",
                         "SELECT id, name, type, size, width, height FROM files "
                         "WHERE service_id = :service AND message_id = :message ORDER BY id"};
constexpr Sql kAttach{"files.attach",
                      "UPDATE files SET thread_id = :thread, message_id = :message "
                      "WHERE service_id = :service AND id = :id AND message_id IS NULL"};

constexpr Sql kDeleteUnattached{
    "files.delete_unattached",
    "DELETE FROM files WHERE id IN (SELECT id FROM files WHERE message_id IS NULL AND created_at < "
    ":until ORDER BY created_at LIMIT :limit) AND message_id IS NULL RETURNING service_id, sha256"};
constexpr Sql kReleaseContents{
    "files.release_contents",
    "UPDATE file_contents SET uses = uses - 1 WHERE service_id = :service AND sha256 = :sha256"};
constexpr Sql kDeleteUnused{
    "files.delete_unused",
    "DELETE FROM file_contents WHERE service_id = :service AND sha256 = :sha256 AND uses <= 0"};
constexpr Sql kHasContents{
    "files.has_contents",
    "SELECT uses FROM file_contents WHERE service_id = :service AND sha256 = :sha256"};

using Pixels = std::optional<std::int64_t>;

}  // namespace

base::Status add(Connection& db, base::ServiceId service, const StoredFile& stored,
                 base::Time now) {
  const File& file = stored.file;
  MDG_TRY(db.execute(kAddContents, service, stored.sha256, file.size));
  MDG_TRY(db.execute(kAdd, service, file.id, stored.sha256, file.name, file.type, file.size,
                     file.width, file.height, stored.visitor, stored.sender, now));
  return {};
}

base::Result<std::optional<StoredFile>> find(Connection& db, base::ServiceId service,
                                             base::FileId id) {
  auto row = db.row<base::FileId, std::string, std::string, std::int64_t, Pixels, Pixels,
                    std::string, std::optional<base::VisitorId>, std::optional<base::OperatorId>,
                    std::optional<base::ThreadId>, std::optional<base::MessageId>,
                    std::optional<std::string>>(kFind, service, id);
  if (!row) return base::fail(std::move(row).error());
  if (!*row) return std::optional<StoredFile>{};
  auto& [file, name, type, size, width, height, sha256, visitor, sender, thread, message, kind] =
      **row;
  return StoredFile{{file, std::move(name), std::move(type), size, width, height},
                    std::move(sha256),
                    visitor,
                    sender,
                    thread,
                    message,
                    kind == desk::name_of(desk::MessageKind::kNote)};
}

base::Result<std::vector<File>> of_message(Connection& db, base::ServiceId service,
                                           base::MessageId message) {
  auto rows = db.rows<base::FileId, std::string, std::string, std::int64_t, Pixels, Pixels>(
      kOfMessage, service, message);
  if (!rows) return base::fail(std::move(rows).error());
  std::vector<File> files;
  for (auto& [id, name, type, size, width, height] : *rows) {
    files.push_back({id, std::move(name), std::move(type), size, width, height});
  }
  return files;
}

base::Status attach(Connection& db, base::ServiceId service, base::FileId id, base::ThreadId thread,
                    base::MessageId message) {
  MDG_TRY(db.execute(kAttach, thread, message, service, id));
  return {};
}

base::Result<std::vector<ContentsKey>> delete_unattached(Connection& db, base::Time until,
                                                         int limit) {
  MDG_ASSIGN(auto rows, (db.rows<base::ServiceId, std::string>(kDeleteUnattached, until, limit)));
  std::vector<ContentsKey> contents;
  for (auto& [service, sha256] : rows) contents.push_back({service, std::move(sha256)});
  return contents;
}

base::Result<bool> release_contents(Connection& db, const ContentsKey& key) {
  MDG_TRY(db.execute(kReleaseContents, key.service, key.sha256));
  MDG_ASSIGN(const auto deleted, db.execute(kDeleteUnused, key.service, key.sha256));
  return deleted > 0;
}

base::Result<bool> has_contents(Connection& db, const ContentsKey& key) {
  MDG_ASSIGN(const auto row, db.row<std::int64_t>(kHasContents, key.service, key.sha256));
  return row.has_value();
}

}  // namespace madoguchi::features::files_store
