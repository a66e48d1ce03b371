#include "features/desk_phones/desk_phones_service.h"

#include <algorithm>
#include <memory>
#include <mutex>
#include <utility>

#include <spdlog/spdlog.h>

#include "base/secret.h"
#include "features/desk_phones/desk_phones_store.h"
#include "features/operators/operators_service.h"

namespace madoguchi::features {
namespace {

using base::ErrorCode;
using base::OperatorId;
using base::Result;
using boost::asio::awaitable;
using storage::Connection;

/// 80 bits out of 32 letters and digits, which people type into a phone.
constexpr std::size_t kPasswordLength = 16;

std::string subject_of(OperatorId id) { return "operator:" + to_string(id); }

}  // namespace

base::Status DeskPhonesService::load_all() {
  MDG_ASSIGN(const auto all, parts_.database.read_now(desk_phones_store::all));
  for (const DeskPhone& phone : all) (void)replace(phone.operator_id, phone);
  return {};
}

void DeskPhonesService::set_server(PhoneServer server) {
  const std::unique_lock lock(mutex_);
  server_ = std::move(server);
}

awaitable<Result<DeskPhoneView>> DeskPhonesService::get(Principal me, OperatorId id) {
  MDG_AWAIT(const Operator who, parts_.operators.get(std::move(me), id));
  co_return own(who.id);
}

DeskPhoneView DeskPhonesService::own(OperatorId id) const {
  const std::shared_lock lock(mutex_);
  DeskPhoneView view;
  view.server = server_;
  const auto found = phones_.find(id);
  if (found == phones_.end()) return view;
  const DeskPhone& phone = found->second;
  view.extension = phone.extension;
  view.made_at = phone.made_at;
  const auto registered = registered_.find(phone.extension);
  if (registered != registered_.end()) view.registered = registered->second;
  return view;
}

Result<DeskPhonesService::Stored> DeskPhonesService::make_in(Connection& db, const Principal& me,
                                                             OperatorId id,
                                                             const std::string& password) {
  MDG_ASSIGN(const Operator who, OperatorsService::load_managed(db, me, id));
  if (who.is_disabled) return base::fail(ErrorCode::kConflict, "the operator is disabled");
  if (!who.extension) return base::fail(ErrorCode::kConflict, "extension: there is none");
  DeskPhone phone{id, *who.extension, voice::make_phone_secret(*who.extension, password),
                  parts_.clock.now()};
  MDG_TRY(desk_phones_store::put(db, phone));
  MDG_TRY(parts_.audit.add(db, {{},
                                me.actor(),
                                "deskPhone.passwordMade",
                                subject_of(id),
                                {{"extension", phone.extension}}}));
  return Stored{std::move(phone), gate_.next_number()};
}

awaitable<Result<NewDeskPhone>> DeskPhonesService::make_password(Principal me, OperatorId id) {
  std::string password = base::random_name(parts_.random, kPasswordLength);
  auto make = [this, me, id, password](Connection& db) { return make_in(db, me, id, password); };
  MDG_AWAIT(const Stored stored, parts_.database.write(std::move(make)));
  keep(id, stored);
  co_return NewDeskPhone{own(id), std::move(password)};
}

Result<DeskPhonesService::Stored> DeskPhonesService::remove_in(Connection& db, const Principal& me,
                                                               OperatorId id) {
  MDG_TRY(OperatorsService::load_managed(db, me, id));
  MDG_ASSIGN(const bool was_there, desk_phones_store::remove(db, id));
  if (was_there) {
    MDG_TRY(parts_.audit.add(db, {{}, me.actor(), "deskPhone.removed", subject_of(id), {}}));
  }
  return Stored{{}, gate_.next_number()};
}

awaitable<base::Status> DeskPhonesService::remove_password(Principal me, OperatorId id) {
  auto remove = [this, me, id](Connection& db) { return remove_in(db, me, id); };
  MDG_AWAIT(const Stored stored, parts_.database.write(std::move(remove)));
  keep(id, stored);
  co_return base::Status{};
}

base::Status DeskPhonesService::revoke_in(Connection& db, OperatorId id) {
  MDG_TRY(desk_phones_store::remove(db, id));
  return {};
}

/// On the writer, so that what is read stands in the order of the commits with what is made here.
/// Whom the change takes the phone from loses it though it cannot be read.
void DeskPhonesService::operator_changed(const OperatorForDesk& changed) {
  auto stored = std::make_shared<Stored>();
  auto read = [this, id = changed.id, stored](Connection& db) -> base::Status {
    stored->number = gate_.next_number();
    MDG_ASSIGN(stored->phone, desk_phones_store::find(db, id));
    return {};
  };
  auto done = [this, stored, id = changed.id, is_disabled = changed.is_disabled,
               extension = changed.extension](const base::Status& status) {
    if (status) return keep(id, *stored);
    spdlog::error("the desk phone of operator {} could not be read: {}", to_string(id),
                  status.error().detail);
    if (stored->number == 0) stored->number = gate_.next_number();
    if (is_disabled || own(id).extension != extension) keep(id, *stored);
  };
  parts_.database.submit(std::move(read), std::move(done));
}

void DeskPhonesService::keep(OperatorId id, const Stored& stored) {
  gate_.announce(id, stored.number, [&] {
    const auto changed = replace(id, stored.phone);
    for (const std::string& extension : changed) parts_.listener.on_password_changed(extension);
  });
}

/// The extensions with another password than before.
std::vector<std::string> DeskPhonesService::replace(OperatorId id,
                                                    const std::optional<DeskPhone>& phone) {
  const std::unique_lock lock(mutex_);
  std::vector<std::string> changed;
  const auto found = phones_.find(id);
  if (found != phones_.end()) {
    const DeskPhone& before = found->second;
    const bool is_same = phone && phone->extension == before.extension &&
                         phone->secret.sha256 == before.secret.sha256;
    if (is_same) return {};
    changed.push_back(before.extension);
    // Another operator may have the extension by now.
    const auto owner = owners_.find(before.extension);
    if (owner != owners_.end() && owner->second == id) owners_.erase(owner);
    phones_.erase(found);
  }
  if (!phone) return changed;
  owners_.insert_or_assign(phone->extension, id);
  phones_.emplace(id, *phone);
  if (std::ranges::find(changed, phone->extension) == changed.end()) {
    changed.push_back(phone->extension);
  }
  return changed;
}

bool DeskPhonesService::has_phones() const {
  const std::shared_lock lock(mutex_);
  return !phones_.empty();
}

std::optional<voice::PhoneSecret> DeskPhonesService::secret_of(const std::string& extension) const {
  const std::shared_lock lock(mutex_);
  const auto owner = owners_.find(extension);
  if (owner == owners_.end()) return std::nullopt;
  return phones_.at(owner->second).secret;
}

std::optional<OperatorId> DeskPhonesService::owner_of(const std::string& extension) const {
  const std::shared_lock lock(mutex_);
  const auto owner = owners_.find(extension);
  return owner == owners_.end() ? std::nullopt : std::optional(owner->second);
}

void DeskPhonesService::set_registered(const std::string& extension, std::size_t count) {
  const std::unique_lock lock(mutex_);
  if (count == 0) {
    registered_.erase(extension);
  } else {
    registered_.insert_or_assign(extension, count);
  }
}

}  // namespace madoguchi::features
