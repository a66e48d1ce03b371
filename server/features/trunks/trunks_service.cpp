#include "features/trunks/trunks_service.h"

#include <algorithm>
#include <utility>

#include <boost/json/array.hpp>
#include <spdlog/spdlog.h>

#include "features/trunks/trunk_rules.h"
#include "features/trunks/trunks_store.h"

namespace madoguchi::features {
namespace {

using base::Result;
using base::Status;
using boost::asio::awaitable;
using storage::Connection;

std::string subject_of(TrunkId id) { return "trunk:" + to_string(id); }
std::string subject_of(PhoneNumberId id) { return "phoneNumber:" + to_string(id); }

boost::json::object detail_of(const voice::Trunk& trunk) {
  boost::json::array addresses;
  for (const voice::NetAddress& host : trunk.hosts) {
    addresses.emplace_back(boost::json::string(host.text()));
  }
  return {
      {"name", trunk.name}, {"addresses", std::move(addresses)}, {"registers", trunk.registers}};
}

template <class Item, class Id>
const Item* find_by_id(const std::vector<Item>& items, Id id) {
  const auto found = std::ranges::find(items, id, &Item::id);
  return found == items.end() ? nullptr : &*found;
}

}  // namespace

Status TrunksService::load_all(base::SecretBox box) {
  box_ = std::move(box);
  // On the writer, so that the number stands in the order of the commits.
  MDG_ASSIGN(Changed changed,
             parts_.database.write_now([this](Connection& db) { return changed_in(db); }));
  keep(std::move(changed));
  return {};
}

void TrunksService::start(Fixed fixed, voice::Telephone* telephone) {
  const std::lock_guard lock(mutex_);
  fixed_ = std::move(fixed);
  telephone_ = telephone;
  tell(stored_);
}

bool TrunksService::has_telephone() const {
  const std::lock_guard lock(mutex_);
  return telephone_ != nullptr;
}

Result<TrunksService::Changed> TrunksService::changed_in(Connection& db) {
  Changed changed;
  MDG_ASSIGN(changed.stored.trunks, trunks_store::all_trunks(db));
  MDG_ASSIGN(changed.stored.numbers, trunks_store::all_numbers(db));
  open_passwords(changed.stored.trunks);
  changed.number = gate_.next_number();
  return changed;
}

void TrunksService::open_passwords(std::vector<StoredTrunk>& trunks) const {
  for (StoredTrunk& stored : trunks) {
    if (stored.sealed_password.empty()) continue;
    auto password = box_->unseal(stored.sealed_password, subject_of(stored.id));
    if (password) {
      stored.trunk.password = *std::move(password);
    } else {
      spdlog::error("the password of trunk {} cannot be opened: was secrets.key replaced?",
                    stored.trunk.name);
    }
  }
}

void TrunksService::keep(Changed changed) {
  gate_.announce(0, changed.number, [&] {
    const std::lock_guard lock(mutex_);
    stored_ = std::move(changed.stored);
    tell(stored_);
  });
}

/// Under the lock, so that telephone and listeners hear of changes in their order; none of them
/// comes back here.
void TrunksService::tell(const Stored& stored) const {
  parts_.listener.numbers_changed(stored.numbers);
  std::vector<voice::Trunk> all = fixed_.trunks;
  for (const StoredTrunk& each : stored.trunks) all.push_back(each.trunk);
  std::vector<std::string> names;
  for (const voice::Trunk& each : all) names.push_back(each.name);
  parts_.names.trunks_changed(std::move(names));
  if (telephone_ == nullptr) return;
  if (const auto status = telephone_->set_trunks(std::move(all)); !status) {
    spdlog::error("the telephone does not take its trunks: {}", status.error().detail);
  }
}

TrunksService::Fixed TrunksService::fixed() const {
  const std::lock_guard lock(mutex_);
  return fixed_;
}

Result<std::vector<TrunkView>> TrunksService::trunks(const Principal& me) const {
  MDG_TRY(me.may_administer_organization());
  const std::lock_guard lock(mutex_);
  std::vector<TrunkView> views;
  for (const voice::Trunk& trunk : fixed_.trunks)
    views.push_back({std::nullopt, trunk, std::nullopt});
  for (const StoredTrunk& stored : stored_.trunks) {
    views.push_back({stored.id, stored.trunk, std::nullopt});
  }
  if (telephone_ == nullptr) return views;
  const auto states = telephone_->trunks();
  for (TrunkView& view : views) {
    const auto found = std::ranges::find(states, view.trunk.name, &voice::TrunkState::name);
    view.state = found == states.end() ? voice::TrunkState{} : *found;
  }
  return views;
}

/// As it is after a change: nothing is known of it yet.
Result<TrunkView> TrunksService::view_of(TrunkId id) const {
  const std::lock_guard lock(mutex_);
  const StoredTrunk* stored = find_by_id(stored_.trunks, id);
  if (stored == nullptr) return base::fail(base::ErrorCode::kNotFound);
  TrunkView view{id, stored->trunk, std::nullopt};
  if (telephone_ != nullptr) view.state = voice::TrunkState{};
  return view;
}

Status TrunksService::save_in(Connection& db, const Principal& me, TrunkId id, bool is_new,
                              const TrunkInput& input) {
  MDG_ASSIGN(const auto stored, trunks_store::all_trunks(db));
  const StoredTrunk* before = find_by_id(stored, id);
  if (!is_new && before == nullptr) return base::fail(base::ErrorCode::kNotFound);
  std::vector<voice::Trunk> others = fixed().trunks;
  for (const StoredTrunk& each : stored) {
    if (each.id != id) others.push_back(each.trunk);
  }
  MDG_TRY(check_beside(input.trunk, others));
  StoredTrunk after{id, input.trunk, before == nullptr ? "" : before->sealed_password};
  if (input.password) {
    after.sealed_password =
        input.password->empty() ? "" : box_->seal(*input.password, subject_of(id));
  }
  MDG_TRY(trunks_store::save(db, after));
  return parts_.audit.add(db, {{},
                               me.actor(),
                               is_new ? "trunk.added" : "trunk.changed",
                               subject_of(id),
                               detail_of(input.trunk)});
}

awaitable<Result<TrunkView>> TrunksService::save(Principal me, TrunkId id, bool is_new,
                                                 TrunkInput input) {
  MDG_CO_TRY(me.may_administer_organization());
  auto change = [this, me, id, is_new, input](Connection& db) -> Result<Changed> {
    MDG_TRY(save_in(db, me, id, is_new, input));
    return changed_in(db);
  };
  MDG_AWAIT(Changed changed, parts_.database.write(std::move(change)));
  keep(std::move(changed));
  co_return view_of(id);
}

awaitable<Result<TrunkView>> TrunksService::add(Principal me, TrunkInput input) {
  return save(std::move(me), parts_.ids.next<TrunkId>(), true, std::move(input));
}

awaitable<Result<TrunkView>> TrunksService::replace(Principal me, TrunkId id, TrunkInput input) {
  return save(std::move(me), id, false, std::move(input));
}

awaitable<Status> TrunksService::remove(Principal me, TrunkId id) {
  MDG_CO_TRY(me.may_administer_organization());
  auto change = [this, me, id](Connection& db) -> Result<Changed> {
    MDG_ASSIGN(const auto stored, trunks_store::all_trunks(db));
    const StoredTrunk* found = find_by_id(stored, id);
    if (found == nullptr) return base::fail(base::ErrorCode::kNotFound);
    MDG_TRY(trunks_store::remove(db, id));
    MDG_TRY(parts_.audit.add(
        db, {{}, me.actor(), "trunk.removed", subject_of(id), detail_of(found->trunk)}));
    return changed_in(db);
  };
  MDG_AWAIT(Changed changed, parts_.database.write(std::move(change)));
  keep(std::move(changed));
  co_return Status{};
}

Result<TrunksService::Numbers> TrunksService::numbers(const Principal& me) const {
  MDG_TRY(me.may_administer_organization());
  const std::lock_guard lock(mutex_);
  return Numbers{fixed_.numbers, stored_.numbers};
}

Status TrunksService::save_in(Connection& db, const Principal& me, const PhoneNumber& number,
                              bool is_new) {
  MDG_ASSIGN(const auto stored, trunks_store::all_numbers(db));
  if (!is_new && find_by_id(stored, number.id) == nullptr) {
    return base::fail(base::ErrorCode::kNotFound);
  }
  std::vector<std::string> others;
  for (const FixedNumber& each : fixed().numbers) others.push_back(each.number);
  for (const PhoneNumber& each : stored) {
    if (each.id != number.id) others.push_back(each.number);
  }
  MDG_TRY(check_beside(number, others, parts_.directory));
  MDG_TRY(trunks_store::save(db, number, number_key(number.number)));
  return parts_.audit.add(db, {number.service,
                               me.actor(),
                               is_new ? "phoneNumber.added" : "phoneNumber.changed",
                               subject_of(number.id),
                               {{"number", number.number}}});
}

awaitable<Result<PhoneNumber>> TrunksService::save(Principal me, PhoneNumber number) {
  MDG_CO_TRY(me.may_administer_organization());
  const bool is_new = !number.id;
  if (is_new) number.id = parts_.ids.next<PhoneNumberId>();
  auto change = [this, me, number, is_new](Connection& db) -> Result<Changed> {
    MDG_TRY(save_in(db, me, number, is_new));
    return changed_in(db);
  };
  MDG_AWAIT(Changed changed, parts_.database.write(std::move(change)));
  keep(std::move(changed));
  co_return number;
}

awaitable<Status> TrunksService::remove(Principal me, PhoneNumberId id) {
  MDG_CO_TRY(me.may_administer_organization());
  auto change = [this, me, id](Connection& db) -> Result<Changed> {
    MDG_ASSIGN(const auto stored, trunks_store::all_numbers(db));
    const PhoneNumber* found = find_by_id(stored, id);
    if (found == nullptr) return base::fail(base::ErrorCode::kNotFound);
    MDG_TRY(trunks_store::remove(db, id));
    MDG_TRY(parts_.audit.add(db, {found->service,
                                  me.actor(),
                                  "phoneNumber.removed",
                                  subject_of(id),
                                  {{"number", found->number}}}));
    return changed_in(db);
  };
  MDG_AWAIT(Changed changed, parts_.database.write(std::move(change)));
  keep(std::move(changed));
  co_return Status{};
}

}  // namespace madoguchi::features
