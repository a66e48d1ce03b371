#include "features/sign_in/session_store.h"

#include <utility>

namespace madoguchi::features {
namespace {

using base::OperatorId;
using base::SessionId;
using base::Time;
using storage::Connection;
using storage::Sql;

constexpr Sql kAdd{
    "sessions.add",
    "INSERT INTO sessions (id, operator_id, token_hash, started_at, last_seen_at, address, "
    "user_agent) VALUES (:id, :operator, :hash, :started_at, :seen_at, :address, :agent)"};

constexpr Sql kFindByToken{"sessions.find_by_token",
                           "SELECT id, operator_id, token_hash, started_at, last_seen_at, address, "
                           "user_agent FROM sessions WHERE token_hash = :hash"};

constexpr Sql kFindSession{"sessions.find",
                           "SELECT id, operator_id, token_hash, started_at, last_seen_at, address, "
                           "user_agent FROM sessions WHERE id = :id"};

constexpr Sql kOfOperator{
    "sessions.of_operator",
    "SELECT id, operator_id, token_hash, started_at, last_seen_at, address, "
    "user_agent FROM sessions WHERE operator_id = :operator ORDER BY id DESC"};

constexpr Sql kSeen{"sessions.seen", "UPDATE sessions SET last_seen_at = :at WHERE id = :id"};

constexpr Sql kDelete{"sessions.delete",
                      "DELETE FROM sessions WHERE operator_id = :operator AND id = :id"};

constexpr Sql kDeleteOfOperator{
    "sessions.delete_of_operator",
    "DELETE FROM sessions WHERE operator_id = :operator AND id <> :except RETURNING id"};

constexpr Sql kDeleteOldest{
    "sessions.delete_oldest",
    "DELETE FROM sessions WHERE operator_id = :operator AND id NOT IN (SELECT id FROM sessions "
    "WHERE operator_id = :same_operator ORDER BY id DESC LIMIT :kept) RETURNING id"};

constexpr Sql kDeleteOld{
    "sessions.delete_old",
    "DELETE FROM sessions WHERE started_at <= :started OR last_seen_at <= :seen RETURNING id"};

using Row = std::tuple<SessionId, OperatorId, std::string, Time, Time, std::string, std::string>;

StoredSession stored_of(Row& row) {
  auto& [id, operator_id, hash, started_at, last_seen_at, address, agent] = row;
  return {{id, operator_id, started_at, last_seen_at, std::move(address), std::move(agent)},
          std::move(hash)};
}

template <class... Params>
base::Result<std::vector<StoredSession>> read(Connection& db, const Sql& sql,
                                              const Params&... params) {
  MDG_ASSIGN(auto rows,
             (db.rows<SessionId, OperatorId, std::string, Time, Time, std::string, std::string>(
                 sql, params...)));
  std::vector<StoredSession> out;
  for (Row& row : rows) out.push_back(stored_of(row));
  return out;
}

template <class... Params>
base::Result<std::optional<StoredSession>> read_one(Connection& db, const Sql& sql,
                                                    const Params&... params) {
  MDG_ASSIGN(auto found, read(db, sql, params...));
  if (found.empty()) return std::optional<StoredSession>{};
  return std::optional(std::move(found.front()));
}

template <class... Params>
base::Result<std::vector<SessionId>> read_ids(Connection& db, const Sql& sql,
                                              const Params&... params) {
  MDG_ASSIGN(auto rows, (db.rows<SessionId>(sql, params...)));
  std::vector<SessionId> ids;
  for (const auto& [id] : rows) ids.push_back(id);
  return ids;
}

}  // namespace

base::Status add_session(Connection& db, const StoredSession& stored) {
  const Session& session = stored.session;
  MDG_TRY(db.execute(kAdd, session.id, session.operator_id, stored.token_hash, session.started_at,
                     session.last_seen_at, session.address, session.user_agent));
  return {};
}

base::Result<std::optional<StoredSession>> find_session(Connection& db,
                                                        const std::string& token_hash) {
  return read_one(db, kFindByToken, token_hash);
}

base::Result<std::optional<StoredSession>> find_session(Connection& db, SessionId id) {
  return read_one(db, kFindSession, id);
}

base::Result<std::vector<Session>> sessions_of(Connection& db, OperatorId id) {
  MDG_ASSIGN(auto stored, read(db, kOfOperator, id));
  std::vector<Session> out;
  for (StoredSession& one : stored) out.push_back(std::move(one.session));
  return out;
}

base::Status note_session_seen(Connection& db, SessionId id, Time at) {
  MDG_TRY(db.execute(kSeen, at, id));
  return {};
}

base::Result<bool> delete_session(Connection& db, OperatorId owner, SessionId id) {
  MDG_ASSIGN(const std::int64_t count, db.execute(kDelete, owner, id));
  return count > 0;
}

base::Result<std::vector<SessionId>> delete_sessions_of(Connection& db, OperatorId owner,
                                                        SessionId except) {
  return read_ids(db, kDeleteOfOperator, owner, except);
}

base::Result<std::vector<SessionId>> delete_oldest_sessions_of(Connection& db, OperatorId owner,
                                                               int kept) {
  return read_ids(db, kDeleteOldest, owner, owner, kept);
}

base::Result<std::vector<SessionId>> delete_old_sessions(Connection& db, Time started_until,
                                                         Time seen_until) {
  return read_ids(db, kDeleteOld, started_until, seen_until);
}

}  // namespace madoguchi::features
