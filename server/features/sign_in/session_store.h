#pragma once

#include <optional>
#include <string>
#include <vector>

#include "features/sign_in/session.h"
#include "storage/connection.h"

namespace madoguchi::features {

/// A session as it is kept.
struct StoredSession {
  Session session;
  std::string token_hash;
};

[[nodiscard]] base::Status add_session(storage::Connection& db, const StoredSession& stored);
[[nodiscard]] base::Result<std::optional<StoredSession>> find_session(
    storage::Connection& db, const std::string& token_hash);
[[nodiscard]] base::Result<std::optional<StoredSession>> find_session(storage::Connection& db,
                                                                      base::SessionId id);
/// Newest first.
[[nodiscard]] base::Result<std::vector<Session>> sessions_of(storage::Connection& db,
                                                             base::OperatorId id);
[[nodiscard]] base::Status note_session_seen(storage::Connection& db, base::SessionId id,
                                             base::Time at);
/// False when the operator has no such session.
[[nodiscard]] base::Result<bool> delete_session(storage::Connection& db, base::OperatorId owner,
                                                base::SessionId id);
/// All but `except`.
[[nodiscard]] base::Result<std::vector<base::SessionId>> delete_sessions_of(storage::Connection& db,
                                                                            base::OperatorId owner,
                                                                            base::SessionId except);
/// All but the newest `kept` ones.
[[nodiscard]] base::Result<std::vector<base::SessionId>> delete_oldest_sessions_of(
    storage::Connection& db, base::OperatorId owner, int kept);
[[nodiscard]] base::Result<std::vector<base::SessionId>> delete_old_sessions(
    storage::Connection& db, base::Time started_until, base::Time seen_until);

}  // namespace madoguchi::features
