#include "features/sign_in/invitations_service.h"

#include "base/secret.h"
#include "features/sign_in/account_store.h"

namespace madoguchi::features {
namespace {

using base::ErrorCode;
using base::OperatorId;
using base::Result;
using boost::asio::awaitable;
using storage::Connection;

/// The invitation of a token that still counts.
Result<StoredInvitation> living_invitation(Connection& db, const std::string& token,
                                           base::Time now) {
  MDG_ASSIGN(const auto found, find_invitation(db, base::sha256_hex(token)));
  if (!found) return base::fail(ErrorCode::kNotFound);
  if (now >= found->expires_at) return base::fail(ErrorCode::kExpired);
  return *found;
}

}  // namespace

Result<IssuedInvitation> InvitationsService::issue_in(Connection& db, OperatorId id) {
  IssuedInvitation issued{base::random_token(parts_.random),
                          parts_.clock.now() + kInvitationLifetime};
  MDG_TRY(replace_invitation(db, {id, issued.expires_at}, base::sha256_hex(issued.token)));
  return issued;
}

base::Status InvitationsService::revoke_in(Connection& db, OperatorId id) {
  return delete_invitation(db, id);
}

awaitable<Result<Invitation>> InvitationsService::get(std::string token, std::string address) {
  MDG_CO_TRY(misses_.check(address));
  const base::Time now = parts_.clock.now();
  auto find = [token, now](Connection& db) -> Result<Invitation> {
    MDG_ASSIGN(const StoredInvitation found, living_invitation(db, token, now));
    MDG_ASSIGN(const Profile profile, load_profile(db, found.operator_id));
    return Invitation{profile.email, profile.name, profile.organization_name};
  };
  auto outcome = co_await parts_.database.read(std::move(find));
  note_outcome(address, outcome ? base::Status{} : base::fail(outcome.error()));
  co_return outcome;
}

awaitable<Result<StartedSession>> InvitationsService::accept(std::string token,
                                                             std::string password,
                                                             ClientInfo client) {
  // Looked at first: hashing is dear, and strangers may try.
  MDG_AWAIT_TRY(get(token, client.address));
  MDG_AWAIT(const std::string hash, parts_.sign_in.passwords().hash(std::move(password)));
  struct Accepted {
    StartedSession session;
    std::vector<base::SessionId> ended;
  };
  const base::Time now = parts_.clock.now();
  auto accept_in = [this, token, hash, client, now](Connection& db) -> Result<Accepted> {
    MDG_ASSIGN(const StoredInvitation found, living_invitation(db, token, now));
    MDG_ASSIGN(const auto account, find_account(db, found.operator_id));
    if (!account || account->is_disabled) return base::fail(ErrorCode::kNotFound);
    MDG_TRY(delete_invitation(db, account->id));
    MDG_TRY(set_password(db, account->id, hash));
    MDG_ASSIGN(auto ended, SignInService::end_sessions_of(db, account->id));
    MDG_TRY(parts_.audit.add(db, {{},
                                  {account->id, account->name, client.address},
                                  "invitation.accepted",
                                  "operator:" + to_string(account->id),
                                  {}}));
    MDG_ASSIGN(StartedSession session, parts_.sign_in.start_session(db, account->id, client));
    return Accepted{std::move(session), std::move(ended)};
  };
  MDG_AWAIT(Accepted accepted, parts_.database.write(std::move(accept_in)));
  parts_.sign_in.sessions_ended(accepted.ended);
  co_return std::move(accepted.session);
}

void InvitationsService::note_outcome(const std::string& address, const base::Status& outcome) {
  if (outcome) return misses_.succeed(address);
  if (outcome.error().code == ErrorCode::kNotFound) misses_.fail(address);
}

}  // namespace madoguchi::features
