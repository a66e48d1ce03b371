#include "features/sign_in/sign_in_service.h"

#include <utility>

#include "base/secret.h"
#include "base/text.h"
#include "features/sign_in/session_store.h"

namespace madoguchi::features {
namespace {

using base::ErrorCode;
using base::OperatorId;
using base::Result;
using base::SessionId;
using base::Status;
using boost::asio::awaitable;
using storage::Connection;

constexpr std::size_t kLongestToken = 100;
constexpr std::size_t kLongestUserAgent = 300;
constexpr int kSessionsOfOneOperator = 50;

std::string subject_of(SessionId session) { return "session:" + to_string(session); }
std::string subject_of(OperatorId id) { return "operator:" + to_string(id); }

}  // namespace

ClientInfo client_of(const transport::Request& request) {
  const std::string_view agent = request.header("user-agent");
  if (!base::is_valid_text(agent)) return {request.peer, {}};
  return {request.peer, std::string(base::first_characters(agent, kLongestUserAgent))};
}

SignInService::SignInService(Parts parts, FailureLimits limits)
    : parts_(parts), failures_(parts.clock, limits) {}

awaitable<Result<Principal>> SignInService::authenticate(const transport::Request& request) {
  return authenticate_token(std::string(request.cookie(kSessionCookie)), request.peer);
}

awaitable<Result<Principal>> SignInService::authenticate_token(std::string token,
                                                               std::string address) {
  if (token.empty() || token.size() > kLongestToken) {
    co_return base::fail(ErrorCode::kUnauthenticated);
  }
  const std::string hash = base::sha256_hex(token);
  if (auto known = cache_.find(hash)) co_return admit(*std::move(known), std::move(address));
  MDG_AWAIT(PrincipalCache::Known known, load_known(hash));
  co_return admit(std::move(known), std::move(address));
}

awaitable<Result<Principal>> SignInService::authenticate_session(SessionId session,
                                                                 std::string address) {
  if (auto known = cache_.find(session)) co_return admit(*std::move(known), std::move(address));
  MDG_AWAIT(const auto stored,
            parts_.database.read([session](Connection& db) { return find_session(db, session); }));
  if (!stored) co_return base::fail(ErrorCode::kUnauthenticated);
  MDG_AWAIT(PrincipalCache::Known known, load_known(stored->token_hash));
  co_return admit(std::move(known), std::move(address));
}

awaitable<Result<PrincipalCache::Known>> SignInService::load_known(std::string token_hash) {
  const std::uint64_t generation = cache_.generation();
  auto load = [token_hash](Connection& db) -> Result<PrincipalCache::Known> {
    MDG_ASSIGN(const auto stored, find_session(db, token_hash));
    if (!stored) return base::fail(ErrorCode::kUnauthenticated);
    MDG_ASSIGN(auto principal, load_principal(db, stored->session.operator_id));
    if (!principal) return base::fail(ErrorCode::kUnauthenticated);
    principal->session = stored->session.id;
    return PrincipalCache::Known{stored->session,
                                 std::make_shared<const Principal>(*std::move(principal)),
                                 stored->session.last_seen_at};
  };
  MDG_AWAIT(PrincipalCache::Known known, parts_.database.read(std::move(load)));
  cache_.keep(token_hash, known, generation);
  co_return known;
}

Result<Principal> SignInService::admit(PrincipalCache::Known known, std::string address) {
  const base::Time now = parts_.clock.now();
  if (known.session.is_over(now)) {
    sessions_ended({known.session.id});
    return base::fail(ErrorCode::kUnauthenticated);
  }
  note_seen(known.session.id, now);
  Principal principal = *known.principal;
  principal.address = std::move(address);
  return principal;
}

void SignInService::note_seen(SessionId session, base::Time now) {
  if (!cache_.see(session, now)) return;
  // Nobody waits for it: a minute lost costs nothing.
  parts_.database.submit(
      [session, now](Connection& db) { return note_session_seen(db, session, now); },
      [](const Status&) {});
}

awaitable<Result<StartedSession>> SignInService::sign_in(std::string email, std::string password,
                                                         ClientInfo client) {
  email = base::fold_mail_address(email);
  const std::string mail_key = "mail:" + email;
  const std::string address_key = "address:" + client.address;
  MDG_CO_TRY(failures_.check(address_key));
  MDG_CO_TRY(failures_.begin(mail_key));
  auto outcome = co_await check_and_start(std::move(email), std::move(password), client);
  settle_attempt(mail_key, address_key, outcome);
  co_return outcome;
}

void SignInService::settle_attempt(const std::string& mail_key, const std::string& address_key,
                                   const Result<StartedSession>& outcome) {
  if (outcome) {
    failures_.succeed(mail_key);
    failures_.succeed(address_key);
  } else if (outcome.error().code == ErrorCode::kWrongCredentials) {
    failures_.fail(address_key);
  } else {
    failures_.forget_attempt(mail_key);
  }
}

awaitable<Result<Account>> SignInService::check_password(std::string email, std::string password) {
  auto find = [email](Connection& db) { return find_account(db, email); };
  MDG_AWAIT(auto account, parts_.database.read(std::move(find)));
  const bool can_sign_in = account && account->can_sign_in();
  std::string hash = can_sign_in ? *account->password_hash : std::string();
  MDG_AWAIT(const bool matches, parts_.passwords.matches(std::move(hash), std::move(password)));
  if (!can_sign_in || !matches) co_return base::fail(ErrorCode::kWrongCredentials);
  co_return *std::move(account);
}

awaitable<Result<std::optional<std::string>>> SignInService::new_hash_if_due(std::string hash,
                                                                             std::string password) {
  if (!parts_.passwords.needs_new_hash(hash)) co_return std::optional<std::string>{};
  MDG_AWAIT(std::string fresh, parts_.passwords.hash(std::move(password)));
  co_return std::optional(std::move(fresh));
}

awaitable<Result<StartedSession>> SignInService::check_and_start(std::string email,
                                                                 std::string password,
                                                                 ClientInfo client) {
  MDG_AWAIT(const Account account, check_password(std::move(email), password));
  MDG_AWAIT(const auto fresh_hash, new_hash_if_due(*account.password_hash, password));
  auto start = [this, account, fresh_hash, client](Connection& db) -> Result<StartedSession> {
    // The password was checked outside of this transaction: it may have changed, or its owner's
    // right to sign in.
    MDG_ASSIGN(const auto now, find_account(db, account.id));
    if (!now || !now->can_sign_in() || now->password_hash != account.password_hash) {
      return base::fail(ErrorCode::kWrongCredentials);
    }
    if (fresh_hash) MDG_TRY(set_password(db, account.id, *fresh_hash));
    return start_session(db, account.id, client);
  };
  MDG_AWAIT(StartedSession started, parts_.database.write(std::move(start)));
  sessions_ended(started.ended);
  co_return started;
}

Result<StartedSession> SignInService::start_session(Connection& db, OperatorId id,
                                                    const ClientInfo& client) {
  MDG_ASSIGN(const auto account, find_account(db, id));
  if (!account) return base::fail(ErrorCode::kNotFound);
  const base::Time now = parts_.clock.now();
  StartedSession started{id, parts_.ids.next<SessionId>(), base::random_token(parts_.random), {}};
  MDG_TRY(add_session(db, {{started.id, id, now, now, client.address, client.user_agent},
                           base::sha256_hex(started.token)}));
  MDG_ASSIGN(started.ended, delete_oldest_sessions_of(db, id, kSessionsOfOneOperator));
  MDG_TRY(parts_.audit.add(
      db,
      {{}, {id, account->name, client.address}, "session.started", subject_of(started.id), {}}));
  return started;
}

awaitable<Status> SignInService::sign_out(Principal me) { return end_session(me, me.session); }

awaitable<Status> SignInService::end_session(Principal me, SessionId session) {
  auto end = [this, me, session](Connection& db) -> Status {
    MDG_ASSIGN(const bool existed, delete_session(db, me.id, session));
    if (!existed) return base::fail(ErrorCode::kNotFound);
    return parts_.audit.add(db, {{}, me.actor(), "session.ended", subject_of(session), {}});
  };
  MDG_AWAIT_TRY(parts_.database.write(std::move(end)));
  sessions_ended({session});
  co_return Status{};
}

awaitable<Result<std::vector<Session>>> SignInService::list_sessions(Principal me) {
  MDG_AWAIT(auto sessions,
            parts_.database.read([id = me.id](Connection& db) { return sessions_of(db, id); }));
  std::erase_if(sessions, [now = parts_.clock.now()](const Session& session) {
    return session.is_over(now);
  });
  co_return sessions;
}

awaitable<Result<std::string>> SignInService::own_hash_if_right(OperatorId id,
                                                                std::string password) {
  MDG_AWAIT(const auto account,
            parts_.database.read([id](Connection& db) { return find_account(db, id); }));
  std::string hash = account ? account->password_hash.value_or("") : "";
  MDG_AWAIT(const bool matches, parts_.passwords.matches(hash, std::move(password)));
  if (!matches) co_return base::fail(base::invalid_input("current", "the current password"));
  co_return hash;
}

awaitable<Result<std::string>> SignInService::check_own_password(OperatorId id,
                                                                 std::string password) {
  const std::string key = "password:" + to_string(id);
  MDG_CO_TRY(failures_.begin(key));
  auto hash = co_await own_hash_if_right(id, std::move(password));
  if (hash) {
    failures_.succeed(key);
  } else if (hash.error().code != ErrorCode::kInvalidInput) {
    failures_.forget_attempt(key);
  }
  co_return hash;
}

awaitable<Status> SignInService::change_password(Principal me, std::string current,
                                                 std::string fresh) {
  MDG_AWAIT(const std::string hash, check_own_password(me.id, std::move(current)));
  MDG_AWAIT(const std::string fresh_hash, parts_.passwords.hash(std::move(fresh)));
  auto change = [this, me, hash, fresh_hash](Connection& db) -> Result<std::vector<SessionId>> {
    MDG_ASSIGN(const auto now, find_account(db, me.id));
    if (!now || now->password_hash != hash) return base::fail(ErrorCode::kConflict);
    MDG_TRY(set_password(db, me.id, fresh_hash));
    MDG_TRY(delete_invitation(db, me.id));
    MDG_TRY(parts_.audit.add(db, {{}, me.actor(), "password.changed", subject_of(me.id), {}}));
    return end_sessions_of(db, me.id, me.session);
  };
  MDG_AWAIT(const auto ended, parts_.database.write(std::move(change)));
  sessions_ended(ended);
  co_return Status{};
}

Result<std::vector<SessionId>> SignInService::end_sessions_of(Connection& db, OperatorId id,
                                                              std::optional<SessionId> except) {
  return delete_sessions_of(db, id, except.value_or(SessionId{}));
}

void SignInService::sessions_ended(const std::vector<SessionId>& sessions) {
  for (const SessionId session : sessions) {
    cache_.forget_session(session);
    for (const auto& callback : ended_callbacks_) callback(session);
  }
}

void SignInService::operator_changed(OperatorId id) { cache_.forget_operator(id); }

void SignInService::services_changed() { cache_.forget_all(); }

void SignInService::on_sessions_ended(std::function<void(SessionId)> callback) {
  ended_callbacks_.push_back(std::move(callback));
}

awaitable<Status> SignInService::remove_old_sessions() {
  const base::Time now = parts_.clock.now();
  MDG_AWAIT(const auto removed, parts_.database.write([now](Connection& db) {
    return delete_old_sessions(db, now - kSessionLimit, now - kSessionIdleLimit);
  }));
  sessions_ended(removed);
  co_return Status{};
}

}  // namespace madoguchi::features
