#include "features/setup/setup_service.h"

#include <utility>

#include "base/secret.h"
#include "features/setup/organization_store.h"
#include "features/setup/setup_token_file.h"

namespace madoguchi::features {
namespace {

using base::ErrorCode;
using base::Result;
using base::Status;
using boost::asio::awaitable;
using storage::Connection;

constexpr base::Milliseconds kTokenLifetime = std::chrono::hours(24);
constexpr int kFirstAdminCapacity = 5;

NewOperator first_admin(const Founding& founding, base::ServiceId service) {
  return {founding.name,
          founding.email,
          true,
          kFirstAdminCapacity,
          {{service, ServiceRole::kServiceAdmin, true}}};
}

}  // namespace

SetupService::SetupService(Parts parts) : parts_(std::move(parts)), failures_(parts_.clock) {}

Result<std::optional<std::filesystem::path>> SetupService::prepare() {
  const auto path = setup_token_path(parts_.data_folder);
  MDG_ASSIGN(const auto name, parts_.database.read_now(organization_name));
  if (name) {
    remove_setup_token(path);
    return std::optional<std::filesystem::path>{};
  }
  Token token{base::random_token(parts_.random), parts_.clock.now() + kTokenLifetime};
  MDG_TRY(write_setup_token(path, token.value));
  const std::lock_guard lock(mutex_);
  token_ = std::move(token);
  return std::optional(path);
}

awaitable<Result<SetupState>> SetupService::state() {
  MDG_AWAIT(const auto name, parts_.database.read(organization_name));
  co_return SetupState{!name.has_value(), name.value_or("")};
}

Status SetupService::check_token(const std::string& given, const std::string& address) {
  MDG_TRY(failures_.begin(address));
  const std::lock_guard lock(mutex_);
  if (!token_) return base::fail(ErrorCode::kConflict, "the set-up is done");
  if (!base::equal_in_constant_time(given, token_->value)) {
    return base::fail(ErrorCode::kForbidden, "this is not the token of the file setup-token");
  }
  if (parts_.clock.now() >= token_->expires_at) {
    return base::fail(ErrorCode::kExpired, "start the program again to get a new token");
  }
  failures_.succeed(address);
  return {};
}

awaitable<Result<StartedSession>> SetupService::set_up(std::string token, Founding founding,
                                                       ClientInfo client) {
  MDG_CO_TRY(check_token(token, client.address));
  MDG_AWAIT(const std::string hash, parts_.sign_in.passwords().hash(founding.password));
  struct Outcome {
    Founded founded;
    StartedSession session;
  };
  auto found = [this, founding, hash, client](Connection& db) -> Result<Outcome> {
    MDG_ASSIGN(const Founded founded, found_in(db, founding, hash, client.address));
    MDG_ASSIGN(StartedSession session, parts_.sign_in.start_session(db, founded.admin, client));
    return Outcome{founded, std::move(session)};
  };
  MDG_AWAIT(Outcome outcome, parts_.database.write(std::move(found)));
  close();
  MDG_AWAIT_TRY(parts_.services.announce(outcome.founded.service));
  MDG_AWAIT_TRY(parts_.operators.announce(outcome.founded.admin));
  MDG_AWAIT_TRY(parts_.work_reasons.reload());
  co_return std::move(outcome.session);
}

Result<Founded> SetupService::found_in(Connection& db, const Founding& founding,
                                       const std::string& password_hash,
                                       const std::string& address) {
  MDG_ASSIGN(const auto name, organization_name(db));
  if (name) return base::fail(ErrorCode::kConflict, "the set-up is done");
  const Actor actor{{}, founding.name, address};
  MDG_TRY(add_organization(db, founding.organization_name, parts_.clock.now()));
  MDG_TRY(parts_.audit.add(
      db,
      {{}, actor, "organization.founded", "organization", {{"name", founding.organization_name}}}));
  MDG_TRY(parts_.work_reasons.add_standard(db));
  MDG_ASSIGN(const Service service,
             parts_.services.create_in(
                 db, actor, {founding.service_name, founding.language, founding.time_zone}));
  MDG_ASSIGN(const base::OperatorId admin,
             parts_.operators.add_in(db, actor, first_admin(founding, service.id), password_hash));
  return Founded{admin, service.id};
}

Result<Founded> SetupService::found_now(const Founding& founding) {
  MDG_ASSIGN(const std::string hash, parts_.sign_in.passwords().hash_now(founding.password));
  MDG_ASSIGN(const Founded founded, parts_.database.write_now([&](Connection& db) {
    return found_in(db, founding, hash, "");
  }));
  close();
  MDG_TRY(parts_.services.announce_now(founded.service));
  MDG_TRY(parts_.operators.announce_now(founded.admin));
  MDG_TRY(parts_.work_reasons.load_all());
  return founded;
}

void SetupService::close() {
  const std::lock_guard lock(mutex_);
  token_.reset();
  remove_setup_token(setup_token_path(parts_.data_folder));
}

}  // namespace madoguchi::features
